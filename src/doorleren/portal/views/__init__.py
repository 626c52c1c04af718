# SPDX-FileCopyrightText: Doorleren contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages, one file per kind. A view reads the request and picks a page; it computes nothing itself."""
