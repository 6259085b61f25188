"""The table of a network's layers: shapes, parameters and multiply-adds."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One layer of a summary."""

    layer: Any
    output_shape: tuple[int, ...]
    parameters: int
    macs: int


@dataclass(frozen=True, repr=False)
class Summary:
    """A table of layers: text when printed, a table in a notebook."""

    rows: tuple[Row, ...]

    @property
    def parameters(self) -> int:
        """Parameters of all layers together."""
        return sum(row.parameters for row in self.rows)

    @property
    def macs(self) -> int:
        """Multiply-adds of all layers together."""
        return sum(row.macs for row in self.rows)

    def _lines(self) -> list[tuple[str, str, str, str]]:
        """Return head, layers and total; two columns of text, then two of numbers."""
        rows = [(repr(r.layer), str(r.output_shape), r.parameters, r.macs) for r in self.rows]
        rows.append(("Total", "", self.parameters, self.macs))
        head = ("Layer", "Output shape", "Parameters", "MACs")
        return [head, *((name, shape, f"{p:,}", f"{m:,}") for name, shape, p, m in rows)]

    def __repr__(self) -> str:
        """Return the table as text."""
        lines = self._lines()
        a, b, c, d = (max(map(len, column)) for column in zip(*lines, strict=True))
        head, *body, total = (
            f"{name:<{a}}  {shape:<{b}}  {parameters:>{c}}  {macs:>{d}}"
            for name, shape, parameters, macs in lines
        )
        rule = "-" * len(head)
        return "\n".join([head, rule, *body, rule, total])

    def _repr_html_(self) -> str:
        """Return the table as HTML."""
        # JupyterLab sets everything to the right, which suits numbers.
        sides = (' style="text-align:left"',) * 2 + ("",) * 2

        def row(cells: Sequence[str], scopes: Sequence[str]) -> str:
            tags = [
                f'<th scope="{s}"{side}>{html.escape(c)}</th>'
                if s
                else f"<td{side}>{html.escape(c)}</td>"
                for c, s, side in zip(cells, scopes, sides, strict=True)
            ]
            return f"<tr>{''.join(tags)}</tr>"

        head, *body, total = self._lines()
        first = ("row", "", "", "")
        return (
            f"<table><thead>{row(head, ['col'] * 4)}</thead>"
            f"<tbody>{''.join(row(cells, first) for cells in body)}</tbody>"
            f"<tfoot>{row(total, first)}</tfoot></table>"
        )


def summary(layers: Iterable[Any], input_shape: Sequence[int]) -> Summary:
    """Follow a shape through a stack of layers.

    Parameters
    ----------
    layers : iterable
        First layer first, from `convedu.layers`.
    input_shape : sequence of int
        (C, H, W) or (N, C, H, W).

    Returns
    -------
    Summary
        With `rows`, `parameters` and `macs`.

    Raises
    ------
    ValueError
        If a layer cannot take what the one before it gives; the message says which.

    Examples
    --------
    >>> from convedu.layers import Conv2d, Flatten, Linear, summary
    >>> summary([Conv2d(1, 8, 3), Flatten(), Linear(288, 10)], (1, 8, 8))
    Layer            Output shape  Parameters   MACs
    ------------------------------------------------
    Conv2d(1, 8, 3)  (8, 6, 6)             80  2,592
    Flatten()        (288,)                 0      0
    Linear(288, 10)  (10,)              2,890  2,880
    ------------------------------------------------
    Total                               2,970  5,472
    """
    shape, rows = input_shape, []
    for index, layer in enumerate(layers):
        try:
            after = layer.output_shape(shape)
            rows.append(Row(layer, after, layer.parameters, layer.macs(shape)))
        except (TypeError, ValueError) as error:
            raise type(error)(f"layers[{index}], {layer!r}: {error}") from None
        shape = after
    return Summary(tuple(rows))
