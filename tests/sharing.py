"""How the tests of a run are shared out among its workers: the files that take long first, and the files of the explorer together."""

from xdist.scheduler import LoadFileScheduling

EXPLORER = (
    (
        "tests/app/test_browser_pages.py",
        "tests/app/test_add_browser.py",
        "tests/app/test_browser_desk.py",
        "tests/app/test_paper_browser.py",
        "tests/app/test_frame_words.py",
        "tests/app/test_one_server.py",
    ),
    (
        "tests/app/test_browser.py",
        "tests/app/test_query_browser.py",
        "tests/app/test_browser_words.py",
        "tests/endpoint/test_javascript_clients.py",
    ),
)
"""Two parts that take about as long. Each starts a browser and the explorer, which cost as much as a dozen tests."""

LONG = (
    *(files[0] for files in EXPLORER),
    "tests/queries/test_kept.py",
    "tests/queries/test_against_rdflib.py",
    "tests/workspace/test_check.py",
    "tests/reading/test_cluster.py",
    "tests/store/test_damage.py",
    "tests/workspace/test_publishing.py",
    "tests/workspace/test_validators.py",
    "tests/cli/test_cli.py",
    "tests/cli/test_system_refuses.py",
    "tests/app/test_published.py",
    "tests/app/test_more_pages.py",
    "tests/app/test_add.py",
    "tests/app/test_query_page.py",
    "tests/workspace/test_layout.py",
    "tests/cli/test_worklist.py",
)
"""What would keep one worker busy alone, were it begun last."""


def part_of(file):
    """The part that a file is run in: its own, or that of the explorer, which is named after its first file."""
    return next((files[0] for files in EXPLORER if file in files), file)


def is_of_explorer(nodeid):
    """Whether a test is in one of the explorer's parts."""
    return any(nodeid.startswith(f"{file}::") for files in EXPLORER for file in files)


def place_in_queue(part):
    """Where a part stands in the queue; those that are short stand as they come."""
    return LONG.index(part) if part in LONG else len(LONG)


class SharingByFile(LoadFileScheduling):
    """Hands out whole files, so that what the tests of a file share is made once."""

    def _split_scope(self, nodeid):
        return part_of(super()._split_scope(nodeid))

    def _assign_work_unit(self, node):
        self.workqueue.move_to_end(min(self.workqueue, key=place_in_queue), last=False)
        super()._assign_work_unit(node)
