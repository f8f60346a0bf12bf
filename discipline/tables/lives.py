"""Posts on the page of a member."""

from core.tables import Column
from members.models import Post
from members.posts import overlap_words, overlaps
from members.tables import PostTable


class HeldTable(PostTable):
    """With what overlaps, and the way to change a post."""

    note = Column("Ghi chú", orderable=False, wide=True)
    edit = Column("Sửa", link="post-update", orderable=False, exclude_from_export=True)

    class Meta(PostTable.Meta):
        model = Post

    def __init__(self, posts, **kwargs):
        posts = list(posts)
        self.overlaps = overlaps(posts)
        super().__init__(posts, **kwargs)

    def value_note(self, record):
        return overlap_words(record, self.overlaps[record.pk])

    def value_edit(self, record):
        return "Sửa"
