"""Work that goes wrong costs its own answer and nobody else's."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Hashable, Iterator, Sequence

import pytest

from callboard.isolation import Failure, Limits, map_isolated, standing_workers, stream_isolated
from callboard.isolation.chunks import in_chunks
from callboard.isolation.pool import _CHUNK_ITEMS, _CHUNK_WEIGHT
from unit.isolation.chores import do

QUICK = Limits(seconds=0.3, megabytes=200)


def done(chores: Sequence[str], limits: Limits = QUICK, processes: int = 2) -> list[str | Failure]:
    """The answers to chores, all of one group."""
    return map_isolated(do, chores, limits, weigh=len, group=lambda _: "all", processes=processes)


def test_answers_come_in_the_order_of_the_items() -> None:
    """However the items are shared out, each answer stands where its item stood."""
    words = [f"word{number}" for number in range(300)]
    assert done(words) == [word.upper() for word in words]


def test_no_items_need_no_worker() -> None:
    """Nothing to do is done at once."""
    assert done([]) == []


@pytest.mark.parametrize(
    ("chore", "reason"),
    [
        ("loop", "takes longer than 0.3 seconds"),
        ("regex", "takes longer than 0.3 seconds"),
        ("eat", "takes more than 200 MB of memory"),
        ("dive", "is nested too deeply"),
        ("die", "ended its worker with signal 9"),
    ],
)
def test_an_item_that_is_too_much_fails_alone(chore: str, reason: str) -> None:
    """The answers before and after it are what they would be without it."""
    answers = done(["a", "b", chore, "c", "d"], processes=1)
    assert answers == ["A", "B", Failure(reason), "C", "D"]


def test_a_parser_that_catches_everything_is_told_again() -> None:
    """It may go on after the first end of its time, but not for ever."""
    assert done(["a", "stubborn", "b"]) == ["A", "survived", "B"]


def test_a_worker_that_is_stuck_is_ended_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What uses no processor time has no right to keep the build waiting either."""
    monkeypatch.setattr(Limits, "patience", 0.5)
    assert done(["a", "sleep", "b"]) == ["A", Failure("takes longer than 0.3 seconds"), "B"]


def test_a_group_that_has_used_up_its_time_gets_no_more() -> None:
    """The others still do."""
    limits = Limits(seconds=5, group_seconds=0.5)
    chores = [*[f"spend {number}" for number in range(80)], *[f"other {number}" for number in range(40)]]

    def first_word(chore: str) -> Hashable:
        return chore.partition(" ")[0]

    answers = map_isolated(do, chores, limits, weigh=lambda _: 64 << 10, group=first_word, processes=2)
    late = Failure("comes after the time for all of them was used up")
    assert answers.count(late) > 60
    assert answers[80:] == [chore.upper() for chore in chores[80:]]


def test_a_worker_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is empty but for where programs are."""
    monkeypatch.setenv("FORGE_TOKEN", "secret")
    (names,) = done(["environment"])
    assert isinstance(names, str)
    assert "FORGE_TOKEN" not in names
    assert set(names.split()) <= {"LC_CTYPE", "PATH"}


def test_a_worker_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever libraries print while they die is not printed."""
    done(["say", "die"])
    assert capfd.readouterr() == ("", "")


def test_a_process_with_threads_starts_its_workers_afresh() -> None:
    """A preview watches files in a thread, which must not be forked away with its locks held."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert done(["a", "loop", "b"]) == ["A", Failure("takes longer than 0.3 seconds"), "B"]
    finally:
        stop.set()
        thread.join()


def test_chunks_are_neither_crumbs_nor_mountains() -> None:
    """A chunk ends at so many items or so much weight, and none is lost."""
    small = list(in_chunks(["x"] * 70, len, _CHUNK_ITEMS, _CHUNK_WEIGHT))
    assert [len(chunk) for chunk in small] == [32, 32, 6]
    large = list(in_chunks([letter * 200_000 for letter in "abc"], len, _CHUNK_ITEMS, _CHUNK_WEIGHT))
    assert [[text[0] for text in chunk] for chunk in large] == [["a", "b"], ["c"]]


def test_items_are_made_as_they_are_needed() -> None:
    """However many there are, no more than a few wait; each comes back with its answer, in order."""
    made = taken = most = 0

    def words() -> Iterator[str]:
        nonlocal made
        for number in range(5_000):
            made += 1
            yield f"word{number}"

    answers = stream_isolated(do, words(), QUICK, weigh=len, group=lambda _: "all", processes=2)
    for word, answer in answers:
        assert (word, answer) == (f"word{taken}", f"WORD{taken}")
        taken += 1
        most = max(most, made - taken)
    assert taken == 5_000
    assert most <= 1_024 + 64


def test_what_goes_wrong_in_a_stream_costs_one_answer() -> None:
    """The failure stands where its item stood, and the rest goes on."""
    chores = ["a", "die", "b", "loop", *(f"c{number}" for number in range(100))]
    answers = stream_isolated(do, iter(chores), QUICK, weigh=len, group=lambda _: "all", processes=2)
    expected: list[str | Failure] = [chore.upper() for chore in chores]
    expected[1] = Failure("ended its worker with signal 9")
    expected[3] = Failure("takes longer than 0.3 seconds")
    assert [answer for _, answer in answers] == expected


def test_whoever_takes_the_answers_may_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no worker's fault when nobody looks at what it has done."""
    monkeypatch.setattr(Limits, "patience", 0.3)
    words = [f"w{number}" for number in range(70)]
    answers = []
    for _, answer in stream_isolated(do, words, QUICK, weigh=len, group=lambda _: "all", processes=1):
        if len(answers) in {0, 40}:
            time.sleep(0.6)
        answers.append(answer)
    assert answers == [word.upper() for word in words]


def test_a_stream_that_nobody_wants_any_more_leaves_no_worker() -> None:
    """Whoever stops in the middle has not to wait for the rest."""
    answers = stream_isolated(
        do, (f"w{number}" for number in range(5_000)), QUICK, weigh=len, group=lambda _: "all", processes=2
    )
    assert next(answers) == ("w0", "W0")
    assert len(multiprocessing.active_children()) == 2
    answers.close()
    assert multiprocessing.active_children() == []


class Watching:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: dict[str, float] = {}

    def at(self, chore: str) -> None:
        """A chore has begun, or goes on."""
        self.begun.append(chore)

    def done(self, chore: str, seconds: float) -> None:
        """A chore has ended."""
        assert chore not in self.ended
        self.ended[chore] = seconds


def test_who_watches_hears_of_every_item() -> None:
    """Of those that end their worker, too; and of a long one again and again while it lasts."""
    watching = Watching()
    chores = ["one", "die", "two", "spend 1", "idle 2.5"]
    map_isolated(
        do, chores, Limits(), weigh=lambda _: 256 << 10, group=lambda _: "", processes=2, watch=watching
    )
    assert watching.ended.keys() == set(chores) == set(watching.begun)
    assert watching.ended["spend 1"] > watching.ended["idle 2.5"]
    assert watching.begun.count("idle 2.5") >= 2


def test_workers_stand_by_for_the_next_work() -> None:
    """The second is done by the worker of the first, and none is left at the end."""
    with standing_workers():
        first = done(["pid"], processes=1)
        assert done(["pid"], processes=1) == first
        # Another limit is another worker.
        assert done(["pid"], Limits(seconds=1), processes=1) != first
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_a_worker_that_died_standing_by_is_replaced() -> None:
    """Nobody's work is lost over it."""
    with standing_workers():
        (number,) = done(["pid"], processes=1)
        (worker,) = (each for each in multiprocessing.active_children() if str(each.pid) == number)
        worker.kill()
        worker.join()
        assert done(["a", "b"], processes=1) == ["A", "B"]


def test_limits_hold_for_a_worker_that_stood_by() -> None:
    """Its time is counted anew for each item, and who exceeds it is no longer there."""
    with standing_workers():
        assert done(["a"], processes=1) == ["A"]
        assert done(["die", "b"], processes=1) == [Failure("ended its worker with signal 9"), "B"]
        assert done(["loop", "c"], processes=1) == [Failure("takes longer than 0.3 seconds"), "C"]
