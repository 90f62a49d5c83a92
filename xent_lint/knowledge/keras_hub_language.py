"""KerasHub's language models: a score for every token of the vocabulary, as logits, without an activation to choose.

`PARSeqCausalLM`, `RWKV7CausalLM` and `RoformerV2MaskedLM` compute their outputs elsewhere and are left out.
"""

from __future__ import annotations

from xent_lint.knowledge.specs import Activation, ModelRole, ModelSpec, Source

_FROM_PRESET = "(preset, load_weights=True, **kwargs)"

ENTRIES: tuple[ModelSpec, ...] = (
    ModelSpec(
        "keras_hub.models.AlbertMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/albert/albert_masked_lm.py", 17),
    ),
    ModelSpec(
        "keras_hub.models.BLIP2CausalLM", ModelRole.PRETRAINED, "(preprocessor, backbone, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/blip2/blip2_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.BertMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/bert/bert_masked_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.BloomCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/bloom/bloom_causal_lm.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.CausalLM", ModelRole.PRETRAINED, "(*args, **kwargs)", head=Activation.IDENTITY,
        constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/causal_lm.py", 20),
    ),
    ModelSpec(
        "keras_hub.models.DebertaV3MaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/deberta_v3/deberta_v3_masked_lm.py", 18),
    ),
    ModelSpec(
        "keras_hub.models.DistilBertMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/distil_bert/distil_bert_masked_lm.py", 18),
    ),
    ModelSpec(
        "keras_hub.models.FNetMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/f_net/f_net_masked_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.FalconCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/falcon/falcon_causal_lm.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.GPT2CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gpt2/gpt2_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.GPTNeoXCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gpt_neo_x/gpt_neo_x_causal_lm.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.Gemma3CausalLM", ModelRole.PRETRAINED, "(preprocessor, backbone, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gemma3/gemma3_causal_lm.py", 19),
    ),
    ModelSpec(
        "keras_hub.models.Gemma3nCausalLM", ModelRole.PRETRAINED, "(preprocessor, backbone, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gemma3n/gemma3n_causal_lm.py", 20),
    ),
    ModelSpec(
        "keras_hub.models.Gemma4AssistantCausalLM", ModelRole.PRETRAINED,
        "(backbone, backbone_hidden_size, num_centroids, centroid_intermediate_top_k, use_ordered_embeddings, "
        "num_speculative_tokens=5, sampler='greedy', **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gemma4/gemma4_assistant_causal_lm.py", 10),
    ),
    ModelSpec(
        "keras_hub.models.Gemma4CausalLM", ModelRole.PRETRAINED,
        "(preprocessor, backbone, final_logit_cap=None, **kwargs)", head=Activation.IDENTITY,
        constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gemma4/gemma4_causal_lm.py", 20),
    ),
    ModelSpec(
        "keras_hub.models.GemmaCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gemma/gemma_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.GptOssCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/gpt_oss/gpt_oss_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.Llama3CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/llama3/llama3_causal_lm.py", 10),
    ),
    ModelSpec(
        "keras_hub.models.LlamaCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/llama/llama_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.MaskedLM", ModelRole.PRETRAINED, "(*args, **kwargs)", head=Activation.IDENTITY,
        constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/masked_lm.py", 8),
    ),
    ModelSpec(
        "keras_hub.models.MistralCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/mistral/mistral_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.MixtralCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/mixtral/mixtral_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.OPTCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/opt/opt_causal_lm.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.PaliGemmaCausalLM", ModelRole.PRETRAINED, "(preprocessor, backbone, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/pali_gemma/pali_gemma_causal_lm.py", 15),
    ),
    ModelSpec(
        "keras_hub.models.Phi3CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/phi3/phi3_causal_lm.py", 13),
    ),
    ModelSpec(
        "keras_hub.models.Qwen3CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen3/qwen3_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.Qwen3MoeCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen3_moe/qwen3_moe_causal_lm.py", 16),
    ),
    ModelSpec(
        "keras_hub.models.Qwen3_5CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen3_5/qwen3_5_causal_lm.py", 14),
    ),
    ModelSpec(
        "keras_hub.models.Qwen3_5MoeCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen3_5_moe/qwen3_5_moe_causal_lm.py", 16),
    ),
    ModelSpec(
        "keras_hub.models.QwenCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        aliases=("keras_hub.models.Qwen2CausalLM",), head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen/qwen_causal_lm.py", 19),
    ),
    ModelSpec(
        "keras_hub.models.QwenMoeCausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/qwen_moe/qwen_moe_causal_lm.py", 16),
    ),
    ModelSpec(
        "keras_hub.models.RobertaMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/roberta/roberta_masked_lm.py", 16),
    ),
    ModelSpec(
        "keras_hub.models.SmolLM3CausalLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        aliases=("keras_hub.models.SmolLMCausalLM",), head=Activation.IDENTITY, constructors=("from_preset",),
        constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/smollm3/smollm3_causal_lm.py", 19),
    ),
    ModelSpec(
        "keras_hub.models.XLMRobertaMaskedLM", ModelRole.PRETRAINED, "(backbone, preprocessor=None, **kwargs)",
        head=Activation.IDENTITY, constructors=("from_preset",), constructor_signature=_FROM_PRESET,
        gone=Source("keras-team/keras-hub", "v0.31.1", "keras_hub/src/models/xlm_roberta/xlm_roberta_masked_lm.py", 18),
    ),
)
