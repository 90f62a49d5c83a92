"""What unseen code may change, and what survives it."""

from __future__ import annotations

from revealing import follow


def test_an_unbuilt_sequential_given_to_unknown_code() -> None:
    follow(
        """
        model = keras.Sequential()
        model.add(layers.Dense(3))
        add_more(model)
        reveal(model.output)  # revealed: Unknown
        """
    )


def test_an_alias_is_the_same_model() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        alias = model
        add_more(alias)
        reveal(model.output)  # revealed: Unknown
        """
    )


def test_a_built_model_keeps_its_head() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        model.compile(optimizer="adam", loss="mse")
        train(model)
        reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_a_model_that_was_called_keeps_its_head() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        model(x)
        train(model)
        reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_a_functional_model_keeps_its_head() -> None:
    follow(
        """
        inputs = keras.Input(shape=(4,))
        model = keras.Model(inputs, layers.Dense(3)(inputs))
        train(model)
        reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_functions_known_to_be_harmless() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        print(model)
        model.summary()
        keras.utils.plot_model(model)
        tf.print(model)
        reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_a_user_function_that_is_seen_changes_only_what_it_changes() -> None:
    follow(
        """
        def look(m):
            return len(m.layers)
        def grow(m):
            m.add(layers.Dense(2, activation="softmax"))
        model = keras.Sequential([layers.Dense(3)])
        look(model)
        reveal(model.output)  # revealed: Tensor[logits units=3]
        grow(model)
        reveal(model.output)  # revealed: Tensor[probabilities softmax units=2]
        """
    )


def test_a_method_of_an_unknown_object_is_unknown_code() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        helper.extend(model)
        reveal(model.output)  # revealed: Unknown
        """
    )


def test_an_escape_in_one_arm_only() -> None:
    follow(
        """
        flag = ask()
        model = keras.Sequential([layers.Dense(3)])
        if flag:
            add_more(model)
        reveal(model.output)  # revealed: Tensor[logits units=3] | Unknown
        if not flag:
            reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_setting_the_activation_of_a_layer() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        model.layers[-1].activation = keras.activations.softmax
        reveal(model.output)  # revealed: Unknown
        dense = layers.Dense(3)
        dense.activation = keras.activations.softmax
        reveal(dense(x))  # revealed: Unknown
        """
    )


def test_setting_trainable_changes_nothing() -> None:
    follow(
        """
        model = keras.Sequential([layers.Dense(3)])
        model.trainable = False
        model.layers[0].trainable = False
        for layer in model.layers:
            layer.trainable = True
        reveal(model.output)  # revealed: Tensor[logits units=3]
        """
    )


def test_a_model_from_a_file_is_unknown() -> None:
    follow(
        """
        reveal(keras.models.load_model("m.keras")(x))  # revealed: Unknown
        reveal(keras.models.model_from_json(text)(x))  # revealed: Unknown
        reveal(tf.saved_model.load("m")(x))  # revealed: Unknown
        """
    )


def test_layers_given_to_unknown_code_keep_what_they_are() -> None:
    follow(
        """
        dense = layers.Dense(3)
        look(dense)
        reveal(dense(x))  # revealed: Tensor[logits units=3]
        """
    )


def test_a_list_of_layers_given_to_unknown_code() -> None:
    follow(
        """
        stack = [layers.Dense(3)]
        extend(stack)
        reveal(keras.Sequential(stack).output)  # revealed: Unknown
        """
    )


def test_also_by_keyword_in_a_tuple_or_in_a_list() -> None:
    follow(
        """
        a = keras.Sequential([layers.Dense(3)])
        add_more(to=a)
        reveal(a.output)  # revealed: Unknown
        b = keras.Sequential([layers.Dense(3)])
        add_more((1, b))
        reveal(b.output)  # revealed: Unknown
        c = keras.Sequential([layers.Dense(3)])
        add_more([1, c])
        reveal(c.output)  # revealed: Unknown
        d = keras.Sequential([layers.Dense(3)])
        add_more({"model": d})
        reveal(d.output)  # revealed: Unknown
        """
    )


def test_a_model_kept_in_an_object_given_away() -> None:
    follow(
        """
        class Holder:
            def __init__(self):
                self.model = keras.Sequential([layers.Dense(3)])
        holder = Holder()
        fill(holder)
        reveal(holder.model.output)  # revealed: Unknown
        """
    )
