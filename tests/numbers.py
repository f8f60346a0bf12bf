"""Numbers of a page and the lists that their links open.

For each number its list is asked: who may, the scope, the filters and the count are those of the list's own view. The
page of a list is also written out and read, for one link of each kind (one list by the same filters, its largest
number): a page says the count of its view, whatever the values of its filters.
"""

import re
from html import unescape

from django.contrib.auth import get_user
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import resolve

LINK = re.compile(r'href="([^"]+)" data-figure="(\d+)"')
COUNT = re.compile(r'data-count="(\d+)"')


def links_of(response):
    """Address and number of every number of a page."""
    assert response.status_code == 200
    return {(unescape(url), int(value)) for url, value in LINK.findall(response.content.decode())}


def wrong_numbers(client, links):
    """The links that open a list of another length than they say, with both."""
    user = get_user(client)
    shown = [(url, value, rows_of(user, url)) for url, value in links]
    shown += [(url, value, rows_written(client, url)) for url, value in one_of_each_kind(links)]
    return {url: (value, rows) for url, value, rows in shown if rows != value}


def one_of_each_kind(links):
    """Of the links to one list by the same filters the one with the largest number."""
    kinds = {}
    for url, value in sorted(links, key=lambda link: (link[1], link[0])):
        path, _, query = url.partition("?")
        kinds[path, frozenset(part.partition("=")[0] for part in query.split("&"))] = url, value
    return set(kinds.values())


def rows_of(user, url):
    """How many rows the view of a list has found."""
    response = answer_of(user, url)
    assert response.status_code == 200, url
    return response.context_data["count"]


def answer_of(user, url, query=None):
    """What the view of an address answers, before its page is written out."""
    request = RequestFactory().get(url, query)
    request.user, request.resolver_match = user, resolve(request.path_info)
    request.session = {}
    request._messages = FallbackStorage(request)
    view, args, kwargs = request.resolver_match
    return view(request, *args, **kwargs)


def rows_written(client, url):
    """How many rows the page of a list says it has."""
    response = client.get(url)
    assert response.status_code == 200, url
    return int(COUNT.search(response.content.decode())[1])
