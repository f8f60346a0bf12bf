"""The way out: stored records as the rows of a sheet."""

from collections.abc import Iterable
from typing import Any

from core.sheets.incoming import ImportSheet
from core.sheets.rows import Column


class StoredSheet:
    """The other way round: the records of an import sheet, row by row in its columns, so that it reads them again."""

    sheet: type[ImportSheet]

    @property
    def title(self) -> str:
        return self.sheet.title

    def columns(self) -> list[Column]:
        """The columns of the sheet; those that only some books have where a record needs them."""
        return [column for column in self.sheet.columns if not column.extra or self.needs(column.name)]

    def needs(self, name: str) -> bool:
        """Whether a record has what only an extra column holds."""
        return False

    def records(self) -> Iterable[dict[str, Any]]:
        """The stored values of each row by the names of the columns."""
        raise NotImplementedError

    def rows(self) -> Iterable[list]:
        """The cells of each row."""
        shown = [(column.name, getattr(column.parse, "show", None)) for column in self.columns()]
        for record in self.records():
            yield [(show(record[name]) if record[name] else "") if show else record[name] for name, show in shown]
