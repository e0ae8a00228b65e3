"""All rules in the order in which they are decided: a rule may read what those before it gave."""

from pathlib import Path

from luoshi.policy.rules import RuleBook, load_rate_areas
from luoshi_linyi.rules.assistance import DIBAO, MEANS, TEKUN
from luoshi_linyi.rules.disability import LIVING, NURSING
from luoshi_linyi.rules.elders import ELDER_ALLOWANCE, LONGEVITY, POOR_ELDER, RESIDENT_PENSION


def load_linyi_rules() -> RuleBook:
    """Return the rule book with the rate areas of benefits/rate_areas.yaml."""
    return RuleBook(
        rate_areas=load_rate_areas(Path(__file__).parent.parent / "benefits" / "rate_areas.yaml"),
        values=MEANS,
        rules=(
            TEKUN,
            DIBAO,
            LIVING,
            NURSING,
            POOR_ELDER,
            ELDER_ALLOWANCE,
            LONGEVITY,
            RESIDENT_PENSION,
        ),
    )
