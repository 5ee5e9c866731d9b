"""Training the news tone model: vectors of words, the fit, tables that can be read back."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from helpers.measures.news_tone.embedding import make_vectors
from helpers.measures.news_tone.features import list_features
from helpers.measures.news_tone.model import read_tables
from helpers.measures.news_tone.train import (
    cross_validate,
    fit,
    main,
    measure,
    read_targets,
)

TEXTS = [f"the {who} {verb} the {what} again" for who in ("mayor", "baker", "pilot")
         for verb in ("praised", "lauded", "blamed", "slammed")
         for what in ("harbour", "tower")] * 10  # fmt: skip


def test_words_in_like_company_have_like_vectors_and_names_count_as_never_small():
    words, counts, vectors = make_vectors([*TEXTS, *["Orlova praised it"] * 10], dimensions=5)
    number = {word: item for item, word in enumerate(words)}
    near = vectors[number["praised"]] @ vectors[number["lauded"]]
    far = vectors[number["praised"]] @ vectors[number["harbour"]]
    assert near > far
    assert counts[number["orlova"]] == 0
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_vectors_are_the_same_each_time():
    first, second = (make_vectors(TEXTS, dimensions=4, seed=3) for _ in range(2))
    assert first[0] == second[0]
    assert np.array_equal(first[2], second[2])


def test_the_fit_finds_the_feature_of_each_label_and_no_label_is_favoured_by_its_number():
    labels = np.array([-1] * 5 + [0] * 80 + [1] * 15)
    features = sparse.csr_matrix(np.eye(3)[labels + 1])
    own, dense = fit(features, np.zeros((100, 1)), labels, strength=1.0)
    assert list(own.argmax(axis=1)) == [0, 1, 2]
    assert np.allclose(own.sum(axis=1), 0, atol=1e-4)
    assert np.allclose(dense, 0)
    # a feature that all have tells nothing, however rare a label is
    same, _ = fit(sparse.csr_matrix(np.ones((100, 1))), np.zeros((100, 1)), labels, strength=1.0)
    assert np.allclose(same, 0, atol=1e-3)


def test_accuracy_and_macro_f1_are_those_computed_by_hand():
    labels = np.array([-1, -1, 0, 1])
    sums = np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0], [1, 0, 0]])
    # negative 2·1/(2+2), neutral 2·1/(2+1), positive 0
    assert measure(labels, sums) == pytest.approx(
        {"accuracy": 0.5, "macro_f1": (0.5 + 2 / 3 + 0) / 3}
    )


@pytest.fixture(scope="module")
def gold(tmp_path_factory) -> str:
    rows = []
    verbs = [("praised for brave work", 1), ("blamed for shameful lies", -1), ("there", 0)]
    for number in range(90):
        said, label = verbs[number % 3]
        text = f"Ilse Tran was {said}, residents of the town said."
        rows.append({"id": f"made_up_{number}_x", "text": text, "start": 0, "end": 9,
                     "label": label})  # fmt: skip
    path = tmp_path_factory.mktemp("gold") / "train.jsonl"
    pd.DataFrame(rows).to_json(path, orient="records", lines=True)
    return str(path)


def test_an_article_is_never_on_both_sides_of_a_fold(gold, monkeypatch):
    targets = read_targets(gold).assign(group=lambda table: table.index // 3)
    seen = []

    def remember(features, dense, labels, *, strength):
        seen.append(features.toarray()[:, 0])
        return np.zeros((features.shape[1], 3)), np.zeros((dense.shape[1], 3))

    class Made:
        features = sparse.csr_matrix(targets["group"].to_numpy(float)[:, None])

        def as_vectors(self, vectors):
            return np.zeros((len(targets), 1))

    monkeypatch.setattr("helpers.measures.news_tone.train.fit", remember)
    groups = targets["group"].to_numpy()
    cross_validate(Made(), np.zeros((1, 1)), targets["label"].to_numpy(), groups, strength=1.0)
    held = [set(groups) - set(trained) for trained in seen]
    assert sum(map(len, held)) == len(set(groups))
    assert len(set().union(*held)) == len(set(groups))


def test_trained_tables_can_be_read_back_and_score_as_they_were_taught(gold, tmp_path, monkeypatch):
    texts = tmp_path / "texts.csv"
    pd.DataFrame({"text": TEXTS}).to_csv(texts, index=False)
    monkeypatch.setattr(
        "helpers.measures.news_tone.train.make_vectors",
        lambda texts, seed: make_vectors(texts, dimensions=5, seed=seed),
    )
    main([gold, "--texts", str(texts), "--out", str(tmp_path), "--strength", "0.1"])
    tables = [
        pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False)
        for name in ("coefficients", "word_spread")
    ]
    model = read_tables(*tables)
    for row in read_targets(gold).head(3).itertuples():
        assert model.score(row.text, row.start, row.end).label == row.label


def test_features_say_who_does_what():
    def around(text: str, name: str) -> set[tuple[str, str]]:
        start = text.index(name)
        listed = list_features(text, start, start + len(name)).features
        return {feature[:2] for feature in listed}

    assert ("subject of", "attack*") in around("Ilse Tran attacked the plan.", "Ilse Tran")
    assert ("subject of", "not attack*") in around("Tran did not attack the plan.", "Tran")
    assert ("object of", "attack*") in around("Critics attacked Tran.", "Tran")
    assert ("role", "agent") in around("The plan was attacked by Tran.", "Tran")
    assert ("be", "corrupt*") in around("Tran is corrupt.", "Tran")
    assert ("owner of", "plan") in around("Tran’s plan failed.", "Tran")
    assert ("apposition", "mayor*") in around("Tran, the mayor, spoke.", "Tran")
    quoted = around("“We trust Tran,” he said.", "Tran")
    assert ("sentence", "target inside quotation marks") in quoted
