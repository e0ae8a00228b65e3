"""Names of synthetic people, drawn from lists of frequent surnames and characters; whole columns at once."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from luoshi.synthetic.population import Ints

# In the order of how many bear them in Shandong, the frequent ones several times as likely (assumed).
_SURNAMES = (
    "王张李刘陈杨孙赵徐马高朱宋郭于孔姜吴周胡黄林韩曹丁冯董崔吕郑侯牛庄范魏袁邵彭唐卢田秦潘葛齐孟贾薛石付焦任尹谢邢"
)
_COMPOUND = ("诸葛", "欧阳", "公孙", "司马", "夏侯")
_OF_WOMEN = "秀兰英玉芳凤丽娟敏静霞燕红梅艳娜萍雪莲桂香翠云珍淑华琴慧颖洁莉倩婷雅欣怡"
_OF_MEN = "建国军强磊伟勇明刚杰涛斌鹏飞海波辉超文志俊宏浩宇成龙平玉林宝德福庆永生光学荣"
_EITHER = "晓春文玉金新传永立学思子一嘉雨天瑞家佳宁"


def draw_names(women: NDArray[np.bool_], rng: np.random.Generator) -> pl.Series:
    """Return one name a person: a surname and one or two characters, by the sex given."""
    size = len(women)
    surnames = pl.Series([*_SURNAMES, *_COMPOUND], dtype=pl.String)
    weights = np.concatenate([1.0 / np.arange(1, len(_SURNAMES) + 1) ** 0.8, np.full(len(_COMPOUND), 0.01)])
    ends = np.cumsum(weights / weights.sum())
    ends[-1] = 1.0
    drawn = surnames.gather(np.searchsorted(ends, rng.random(size), side="right"))
    last = _gather(_OF_WOMEN, size, rng).zip_with(pl.Series(women), _gather(_OF_MEN, size, rng))
    middle = _gather(_EITHER, size, rng).zip_with(
        pl.Series(rng.random(size) < 0.7), pl.Series([""]).gather(_zeros(size))
    )
    return (drawn + middle + last).alias("name")


def _gather(characters: str, size: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series([*characters], dtype=pl.String).gather(rng.integers(0, len(characters), size))


def _zeros(size: int) -> Ints:
    return np.zeros(size, dtype=np.int64)
