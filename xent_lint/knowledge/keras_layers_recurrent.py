"""Keras' recurrent layers, wrappers and attention.

No recurrent layer leaves the logits of its activation behind (measured), not even SimpleRNN. The cuDNN layers, which
tf_keras keeps for `tf.compat.v1`, always end in tanh.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import LayerRole, LayerSpec

ENTRIES: tuple[LayerSpec, ...] = (
    LayerSpec(
        "keras.layers.LSTM", LayerRole.RECURRENT,
        "(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, "
        "return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, "
        "use_cudnn='auto', **kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
                         "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
                         "bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, "
                         "recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
                         "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, "
                         "dropout=0.0, recurrent_dropout=0.0, return_sequences=False, return_state=False, "
                         "go_backwards=False, stateful=False, time_major=False, unroll=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GRU", LayerRole.RECURRENT,
        "(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, "
        "activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, "
        "bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, return_sequences=False, "
        "return_state=False, go_backwards=False, stateful=False, unroll=False, reset_after=True, "
        "use_cudnn='auto', **kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
                         "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
                         "bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, "
                         "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
                         "recurrent_constraint=None, bias_constraint=None, dropout=0.0, "
                         "recurrent_dropout=0.0, return_sequences=False, return_state=False, "
                         "go_backwards=False, stateful=False, unroll=False, time_major=False, "
                         "reset_after=True, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.CuDNNLSTM", LayerRole.RECURRENT,
        "(units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
        "bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, "
        "recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, return_sequences=False, "
        "return_state=False, go_backwards=False, stateful=False, **kwargs)",
        units="units", attaches_logits=False,
    ),
    LayerSpec(
        "keras.layers.CuDNNGRU", LayerRole.RECURRENT,
        "(units, kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
        "bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, return_sequences=False, return_state=False, "
        "go_backwards=False, stateful=False, **kwargs)",
        units="units", attaches_logits=False,
    ),
    LayerSpec(
        "keras.layers.ConvLSTM1D", LayerRole.RECURRENT,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, "
        "activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, "
        "return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs)",
        units="filters", activation="activation", attaches_logits=False,
        legacy_signature="(filters, kernel_size, strides=1, padding='valid', data_format=None, "
                         "dilation_rate=1, activation='tanh', recurrent_activation='hard_sigmoid', "
                         "use_bias=True, kernel_initializer='glorot_uniform', "
                         "recurrent_initializer='orthogonal', bias_initializer='zeros', "
                         "unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
                         "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
                         "recurrent_constraint=None, bias_constraint=None, return_sequences=False, "
                         "return_state=False, go_backwards=False, stateful=False, dropout=0.0, "
                         "recurrent_dropout=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.ConvLSTM2D", LayerRole.RECURRENT,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, "
        "activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, "
        "return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs)",
        units="filters", activation="activation", attaches_logits=False,
        legacy_signature="(filters, kernel_size, strides=(1, 1), padding='valid', data_format=None, "
                         "dilation_rate=(1, 1), activation='tanh', recurrent_activation='hard_sigmoid', "
                         "use_bias=True, kernel_initializer='glorot_uniform', "
                         "recurrent_initializer='orthogonal', bias_initializer='zeros', "
                         "unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
                         "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
                         "recurrent_constraint=None, bias_constraint=None, return_sequences=False, "
                         "return_state=False, go_backwards=False, stateful=False, dropout=0.0, "
                         "recurrent_dropout=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.ConvLSTM3D", LayerRole.RECURRENT,
        "(filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, "
        "activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, "
        "return_sequences=False, return_state=False, go_backwards=False, stateful=False, **kwargs)",
        units="filters", activation="activation", attaches_logits=False,
        legacy_signature="(filters, kernel_size, strides=(1, 1, 1), padding='valid', data_format=None, "
                         "dilation_rate=(1, 1, 1), activation='tanh', recurrent_activation='hard_sigmoid', "
                         "use_bias=True, kernel_initializer='glorot_uniform', "
                         "recurrent_initializer='orthogonal', bias_initializer='zeros', "
                         "unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
                         "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, "
                         "recurrent_constraint=None, bias_constraint=None, return_sequences=False, "
                         "return_state=False, go_backwards=False, stateful=False, dropout=0.0, "
                         "recurrent_dropout=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.SimpleRNN", LayerRole.SIMPLE_RECURRENT,
        "(units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', "
        "recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, "
        "recurrent_regularizer=None, bias_regularizer=None, activity_regularizer=None, "
        "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, "
        "recurrent_dropout=0.0, return_sequences=False, return_state=False, go_backwards=False, "
        "stateful=False, unroll=False, seed=None, **kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', "
                         "recurrent_initializer='orthogonal', bias_initializer='zeros', "
                         "kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, "
                         "activity_regularizer=None, kernel_constraint=None, recurrent_constraint=None, "
                         "bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, return_sequences=False,"
                         " return_state=False, go_backwards=False, stateful=False, unroll=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.LSTMCell", LayerRole.OPAQUE,
        "(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, "
        "bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, "
        "dropout=0.0, recurrent_dropout=0.0, seed=None, **kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
                         "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
                         "bias_initializer='zeros', unit_forget_bias=True, kernel_regularizer=None, "
                         "recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, "
                         "recurrent_constraint=None, bias_constraint=None, dropout=0.0, "
                         "recurrent_dropout=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GRUCell", LayerRole.OPAQUE,
        "(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
        "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', bias_initializer='zeros',"
        " kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, "
        "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0, "
        "recurrent_dropout=0.0, reset_after=True, seed=None, **kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, "
                         "kernel_initializer='glorot_uniform', recurrent_initializer='orthogonal', "
                         "bias_initializer='zeros', kernel_regularizer=None, recurrent_regularizer=None, "
                         "bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, "
                         "bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, reset_after=True, "
                         "**kwargs)",
    ),
    LayerSpec(
        "keras.layers.SimpleRNNCell", LayerRole.OPAQUE,
        "(units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', "
        "recurrent_initializer='orthogonal', bias_initializer='zeros', kernel_regularizer=None, "
        "recurrent_regularizer=None, bias_regularizer=None, kernel_constraint=None, "
        "recurrent_constraint=None, bias_constraint=None, dropout=0.0, recurrent_dropout=0.0, seed=None, "
        "**kwargs)",
        units="units", activation="activation", attaches_logits=False,
        legacy_signature="(units, activation='tanh', use_bias=True, kernel_initializer='glorot_uniform', "
                         "recurrent_initializer='orthogonal', bias_initializer='zeros', "
                         "kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None, "
                         "kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, "
                         "dropout=0.0, recurrent_dropout=0.0, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.RNN", LayerRole.OPAQUE,
        "(cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, "
        "unroll=False, zero_output_for_mask=False, **kwargs)",
        inner="cell", attaches_logits=False,
        legacy_signature="(cell, return_sequences=False, return_state=False, go_backwards=False, "
                         "stateful=False, unroll=False, time_major=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.StackedRNNCells", LayerRole.OPAQUE, "(cells, **kwargs)", inner="cells", attaches_logits=False,
    ),
    LayerSpec(
        "keras.layers.Bidirectional", LayerRole.BIDIRECTIONAL,
        "(layer, merge_mode='concat', weights=None, backward_layer=None, **kwargs)", inner="layer", keeps_units=False,
    ),
    LayerSpec(
        "keras.layers.TimeDistributed", LayerRole.WRAPPER, "(layer, **kwargs)", inner="layer", attaches_logits=False,
    ),
    LayerSpec(
        "keras.layers.SpectralNormalization", LayerRole.WRAPPER, "(layer, power_iterations=1, **kwargs)",
        inner="layer",
    ),
    LayerSpec("keras.layers.Wrapper", LayerRole.WRAPPER, "(layer, **kwargs)", inner="layer"),
    LayerSpec(
        "keras.layers.MultiHeadAttention", LayerRole.OPAQUE,
        "(num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, "
        "attention_axes=None, sliding_window=None, flash_attention=None, "
        "kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, "
        "bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, "
        "use_gate=False, seed=None, **kwargs)",
        legacy_signature="(num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, "
                         "output_shape=None, attention_axes=None, kernel_initializer='glorot_uniform', "
                         "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
                         "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, "
                         "softmax_robust_masking=False, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.Attention", LayerRole.OPAQUE,
        "(use_scale=False, score_mode='dot', dropout=0.0, seed=None, **kwargs)",
        legacy_signature="(use_scale=False, score_mode='dot', **kwargs)",
    ),
    LayerSpec(
        "keras.layers.AdditiveAttention", LayerRole.OPAQUE, "(use_scale=True, dropout=0.0, **kwargs)",
        legacy_signature="(use_scale=True, **kwargs)",
    ),
    LayerSpec(
        "keras.layers.GroupQueryAttention", LayerRole.OPAQUE,
        "(head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, sliding_window=None, "
        "flash_attention=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', "
        "kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None,"
        " bias_constraint=None, use_gate=False, seed=None, **kwargs)",
    ),
)
