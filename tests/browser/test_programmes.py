"""Next year's programme from this year's sixty lines, in Chromium, with each interaction counted."""

import datetime

NEXT = datetime.datetime.now(tz=datetime.UTC).year + 20
"""A year of which the sample knows nothing."""
CODES = ("HU-SL.01", "HU-SL.02", "HU-SL.03", "HU-SL.04", "HU-SL.05", "HU-SL.06")


def sixty_lines(page, year):
    """A programme of sixty lines, sent as its form sends it."""
    page.goto("/chuong-trinh/ghi-moi/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    sent = page.locator("input[name=submit_token]").first.input_value()
    data = {
        "csrfmiddlewaretoken": token, "submit_token": sent, "organization": "HU-SL", "body": "commission",
        "scope": "year", "year": str(year), "last_year": "", "form-TOTAL_FORMS": "60", "form-INITIAL_FORMS": "0",
    }  # fmt: skip
    for place in range(60):
        line = {
            "number": place + 1, "activity": "compliance", "content": f"Nội dung số {place + 1}",
            "subjects": CODES[place % 6], "quarter": place % 4 + 1, "lead": "Ủy viên phụ trách",
        }  # fmt: skip
        data |= {f"form-{place}-{name}": str(text) for name, text in line.items()}
    response = page.request.post("/chuong-trinh/ghi-moi/", form=data, headers={"Referer": page.url})
    page.goto(response.url)
    page.locator(".identity").get_by_text("0/60 mục").wait_for()


class Hand:
    """Clicks, and fields filled, one interaction each."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, target):
        target.click()
        self.count += 1

    def fill(self, target, text):
        target.fill(text)
        self.count += 1

    def select(self, target, value):
        target.select_option(value)
        self.count += 1


def test_sixty_lines_copied_five_dropped_three_added_within_40_interactions(sign_in, page):
    sign_in("chunhiem")
    sixty_lines(page, NEXT)
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Lập cho năm sau"))
    page.get_by_role("heading", name="Lập chương trình năm sau").wait_for()
    page.wait_for_load_state()
    assert page.get_by_label("Năm", exact=True).input_value() == str(NEXT + 1)
    for place in (3, 11, 27, 40, 59):
        hand.click(page.locator(f"input[name=form-{place}-DELETE]"))
    add = page.get_by_role("button", name="Thêm dòng")
    for number in range(3):
        place = 60 + number
        if not page.locator(f"input[name=form-{place}-content]").count():
            hand.click(add)
        page.locator(f"input[name=form-{place}-content]").wait_for()
        hand.select(page.locator(f"select[name=form-{place}-activity]"), "thematic")
        hand.fill(page.locator(f"input[name=form-{place}-content]"), f"Mục thêm {number + 1}")
        hand.fill(page.locator(f"input[name=form-{place}-subjects]"), CODES[number])
        hand.select(page.locator(f"select[name=form-{place}-quarter]"), "3")
    hand.click(page.get_by_role("button", name="Lưu", exact=True))
    page.locator(".messages").get_by_text("Đã lập dự thảo chương trình").wait_for()
    page.locator(".identity").get_by_text("0/58 mục").wait_for()
    page.wait_for_load_state()
    assert page.get_by_text("Nội dung số 4", exact=True).count() == 0
    assert page.get_by_text("Mục thêm 3", exact=True).count() == 1
    assert hand.count <= 40, hand.count
