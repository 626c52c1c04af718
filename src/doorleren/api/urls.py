# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the API. All of them lie behind the same door; what does not exist is told there too."""

from django.urls import URLPattern, re_path

from .door import nothing_here, through_the_door
from .region_resources import api

urlpatterns: list[URLPattern] = [
    *(
        URLPattern(one.pattern, through_the_door(one.callback), one.default_args, one.name)
        for one in api.urls[0]
        if isinstance(one, URLPattern) and one.name != "api-root"
    ),
    re_path(r"", through_the_door(nothing_here)),
]
