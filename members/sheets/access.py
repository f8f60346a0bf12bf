"""How far an import reaches: everything from the command line, else the subtrees of a user."""

NO_RIGHT = "Bạn không có quyền ghi loại bản ghi này cho tổ chức “{}”. Hãy bỏ dòng này hoặc đề nghị phân công."


class Place:
    """A place in the tree, as the predicates of permissions ask for it."""

    def __init__(self, path):
        self.path = path


class Access:
    """What an import may read and write: everything from the command line, else the subtrees of a user."""

    def __init__(self, by=None):
        self.by, self.known = by, {}

    def may(self, predicate, path):
        """Whether the predicate holds at a place in the tree."""
        if self.by is None:
            return True
        if (predicate, path) not in self.known:
            self.known[predicate, path] = bool(path) and predicate(self.by, Place(path))
        return self.known[predicate, path]
