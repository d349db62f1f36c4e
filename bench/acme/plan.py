"""How large an organisation is, and what its repositories, teams and parts are called."""

from __future__ import annotations

from dataclasses import dataclass

PER_REPOSITORY = 10
WORDS = (
    "account audit basket billing booking cart catalog checkout claim consent credit customer delivery "
    "deposit discount fraud identity inventory invoice ledger loyalty mandate media notification offer "
    "order parcel payment payout pricing product profile quote refund report return review risk route "
    "search session settlement shipping stock subscription support tax token transfer upload voucher "
    "wallet warehouse "
).split()
DOMAINS = 12
BRANCH = "main"
FORGE = "https://github.com/acme"


@dataclass(frozen=True, slots=True)
class Plan:
    """What makes an organisation: the same plan, the same bytes.

    `entities` are those of the repositories, ten each but for the last; teams and domains come on top of
    them. `pages` are documentation pages of one repository.
    """

    entities: int
    pages: int = 0
    seed: int = 0

    @property
    def repositories(self) -> int:
        """How many repositories there are, without the one of teams and domains."""
        return max(1, -(-self.entities // PER_REPOSITORY))

    @property
    def whole(self) -> int:
        """How many of them have all their entities, so that others may depend on any."""
        return self.entities // PER_REPOSITORY

    @property
    def teams(self) -> int:
        """How many teams there are."""
        return max(1, self.repositories // 8)

    def entities_of(self, number: int) -> int:
        """How many entities a repository has."""
        return min(PER_REPOSITORY, self.entities - number * PER_REPOSITORY)


def name(number: int) -> str:
    """The name of a repository and of its system."""
    return f"{word(number)}-{number}"


def word(number: int) -> str:
    """What a repository is about."""
    return WORDS[number % len(WORDS)]
