# SPDX-License-Identifier: Apache-2.0
"""Where functions begin and end in C++ text, well enough to measure their length."""

import re

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-zA-Z])\'(?:\\.|[^\'\\\n])+\'', re.S)
NOT_A_FUNCTION = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:inline\s+|export\s+)*(?:namespace|class|struct|union|enum|extern)\b", re.S)
HEAD = re.compile(r"\)\s*(?:const|noexcept|override|final|mutable|&|\s|requires\b.*|->.*|:[^:].*)*$", re.S)


def blank(text):
    """Spaces of the same shape: lines stay where they are."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """The text with comments and literals blanked, lines unmoved."""
    return TOKEN.sub(lambda m: blank(m[0]), text)


def functions_of(code):
    """(first line, last line) of each outermost function body with its head, in text without comments."""
    code = re.sub(r"^[ \t]*#.*(?:\\\n.*)*$", lambda m: blank(m[0]), code, flags=re.M)
    depth_in_function, head_start, start, parens = 0, 0, 0, 0
    for at, sign in enumerate(code):
        if depth_in_function:
            depth_in_function += (sign == "{") - (sign == "}")
            if sign == "}" and depth_in_function == 0:
                yield start, code.count("\n", 0, at) + 1
                head_start = at + 1
        elif sign in "()":
            parens += 1 if sign == "(" else -1
        elif sign == "{" and parens == 0:
            head = code[head_start:at]
            if not NOT_A_FUNCTION.search(head) and HEAD.search(head):
                first = head_start + len(head) - len(head.lstrip())
                start = code.count("\n", 0, first) + 1
                depth_in_function = 1
            else:
                head_start = at + 1
        elif sign in "};" and parens == 0:
            head_start = at + 1
