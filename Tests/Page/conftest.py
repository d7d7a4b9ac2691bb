"""What the tests of the page share: a store, codes, hcode-page, and a browser with a camera."""

import os

import pytest

import pages
from browser import Browser, Camera, Tab

for name in ("HCODE_STORE", "HCODE_TRUST", "HCODE_DESK"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return pages.store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def codes(tmp_path_factory):
    """By name: pictures, and texts."""
    return pages.pictures(tmp_path_factory.mktemp("codes"))


@pytest.fixture
def page(tmp_path, store):
    """page(…) → hcode-page on the store, with more options."""
    started = []

    def start(*options, at=store, **more):
        started.append(pages.Page(tmp_path, *(["--store", at] if at else []), *options, **more))
        return started[-1]

    yield start
    for running in started:
        running.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory, store):
    """hcode-page for all tests of a file that leave it as it was."""
    running = pages.Page(tmp_path_factory.mktemp("served"), "--store", store)
    yield running
    running.close()


@pytest.fixture(scope="session")
def camera(tmp_path_factory):
    return Camera(tmp_path_factory.mktemp("camera") / "camera.y4m")


@pytest.fixture(scope="session")
def browsers(tmp_path_factory, camera):
    """The browsers that were started, the last of which runs."""
    started = []
    yield started
    for running in started:
        running.close()


@pytest.fixture
def browser(browsers, tmp_path_factory, camera):
    """One browser for all tests. One that crashed fails the test that it was in, and no other."""
    if not browsers or browsers[-1].process.poll() is not None:
        browsers.append(Browser(tmp_path_factory.mktemp("browser"), camera))
    return browsers[-1]


@pytest.fixture
def tab(browser, camera):
    """tab(page, …) → a tab with that page in it, before which the camera shows nothing. No page may break its own policy."""
    camera.show()
    opened = []

    def open_tab(page, **how):
        opened.append(Tab(browser, page.url, **how))
        return opened[-1]

    yield open_tab
    camera.show()
    complaints = [complaint for each in opened for complaint in each.complaints()]
    for each in opened:
        each.close()
    assert complaints == []
