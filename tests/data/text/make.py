#!/usr/bin/env python3
"""Writes the *.json of this folder: what Hugging Face's tokenizers (pip install "tokenizers==0.22.*") answers for every
kind of normalizer, pre-tokenizer, model, post-processor and decoder, for itself and in whole pipelines.

A file is a list of {"part": the object of tokenizer.json, "cases": [[question, answer], ...]}.
  normalizers     text -> text
  pretokenizers   text -> [[piece, begin, end], ...]
  models          text -> [[id, token, begin, end], ...]                one piece, no splitting
  postprocessors  [first, second or null] -> [[id, type id, begin, end], ...]   over words.json's pipeline
  decoders        [token, ...] -> text
  pipelines       text -> {"tokens": [[id, token, begin, end], ...], "decoded": text without special tokens}
"""
import base64
import json
import struct
from pathlib import Path

from tokenizers import Tokenizer

HERE = Path(__file__).parent

TEXTS = [
    "", " ", "Hello, world!", "  two  blanks\tand\na line \r\n", "H\u00e9llo W\u00f6rld \u00c5ngstr\u00f6m",
    "He\u0301llo e\u0323\u0302 \u1ec7", "\u0130stanbul \u03a3\u03af\u03c3\u03c5\u03c6\u039f\u03a3 \u00df \u1e9e",
    "\ufb01ne \u2460 \u00bd \u210c\uff21\uff42 \uff76\uff9e", "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab", "\u4f60\u597d world\u3002",
    "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8 \u30fc", "\u0e44\u0e17\u0e22 \u0e01\u0e33", "\u0915\u094d\u0937\u093f \u0928\u092e\u0938\u094d\u0924\u0947",
    "\U0001f469\u200d\U0001f4bb\U0001f3fd \U0001f1e9\U0001f1ea", "a\u0315\u0300\u05ae\u0062", "q\u0307\u0323",
    "nul\u0000 \u0001\u007f\u009f\u200b\ufeff\ufffd\u00ad", "\u00a0no\u202fbreak\u3000wide\u2028line", "snake_case kebab-case don't we'll I'D",
    "1234 5,678.90 \u0663\u0664 \u2163", "<b>bold</b> $5 \u20ac6 ^~|+=", "``quoted'' \u00abtext\u00bb\u2026", "\u2581already\u2581 signed",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0651\u0629 \u05e9\u05b8\u05dc\u05d5\u05b9\u05dd", "\U00020000\uf900\U0002f800", "aaaaaaaaab", "unaffable un-affable",
]


def charsmap(pairs):
    """A compiled normalization of SentencePiece: a double array (darts-clone) from UTF-8 to places in the texts behind."""
    texts, trie = b"", {}
    for source, target in pairs:
        node = trie
        for byte in source.encode():
            node = node.setdefault(byte, {})
        node[0] = len(texts)
        texts += target.encode() + b"\0"
    units = [0] * 1024

    def place(node, at):
        labels = sorted(node)
        base = next(b for b in range(1, len(units)) if all(b ^ c < len(units) and not units[b ^ c] and b ^ c != at for c in labels))
        units[at] |= (at ^ base) << 10 | (0x100 if 0 in node else 0)
        for c in labels:
            units[base ^ c] = 1 << 31 | node[0] if c == 0 else 1 << 8 | c  # taken before the next search
        for c in labels:
            if c:
                units[base ^ c] = c
                place(node[c], base ^ c)

    place(trie, 0)
    return base64.b64encode(struct.pack("<I1024I", 4096, *units) + texts).decode()


PRECOMPILED = {"type": "Precompiled", "precompiled_charsmap": charsmap([
    ("\ufb01", "fi"), ("\uff21", "A"), ("\u00a0", " "), ("\u2460", "1"), ("e\u0301", "\u00e9"), ("\uff76\uff9e", "\u30ac"), ("\u00ad", "")])}


def split(pattern, behavior, invert=False):
    return {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert}


BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
BERT = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True}
NORMALIZERS = [
    BERT, {**BERT, "clean_text": False}, {**BERT, "handle_chinese_chars": False}, {**BERT, "strip_accents": False},
    {**BERT, "lowercase": False}, {**BERT, "lowercase": False, "strip_accents": True}, {"type": "Lowercase"},
    {"type": "StripAccents"}, *({"type": form} for form in ("NFC", "NFD", "NFKC", "NFKD")),
    *({"type": "Strip", "strip_left": left, "strip_right": right} for left in (True, False) for right in (True, False)),
    {"type": "Replace", "pattern": {"String": "l"}, "content": "LL"}, {"type": "Replace", "pattern": {"Regex": " {2,}|\\t"}, "content": " "},
    {"type": "Replace", "pattern": {"String": " "}, "content": ""}, {"type": "Prepend", "prepend": "\u2581x"}, {"type": "Nmt"},
    PRECOMPILED, {"type": "ByteLevel"},
    {"type": "Sequence", "normalizers": [{"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"}]},
    {"type": "Sequence", "normalizers": []},
]
PRETOKENIZERS = [
    *({"type": "ByteLevel", "add_prefix_space": space, "trim_offsets": True, "use_regex": regex} for space in (True, False) for regex in (True, False)),
    {"type": "BertPreTokenizer"},
    *({"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": scheme, "split": splits}
      for scheme in ("always", "first", "never") for splits in (True, False)),
    {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always", "split": True},
    *(split({"String": " "}, behavior) for behavior in BEHAVIORS), *(split({"Regex": "[a-z]+"}, behavior) for behavior in BEHAVIORS),
    split({"Regex": "\\w+"}, "Removed", True), *({"type": "Punctuation", "behavior": behavior} for behavior in BEHAVIORS),
    {"type": "Digits", "individual_digits": True}, {"type": "Digits", "individual_digits": False}, {"type": "Whitespace"},
    {"type": "WhitespaceSplit"}, {"type": "CharDelimiterSplit", "delimiter": "a"}, {"type": "UnicodeScripts"},
    {"type": "FixedLength", "length": 1}, {"type": "FixedLength", "length": 5},
    {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"}, {"type": "Digits", "individual_digits": True}]},
]

LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def numbered(tokens):
    return {token: i for i, token in enumerate(tokens)}


BPE = {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None, "end_of_word_suffix": None,
       "fuse_unk": False, "byte_fallback": False, "ignore_merges": False}
MERGES = [["a", "b"], ["ab", "c"], ["a", "a"], ["aa", "aa"], ["l", "o"], ["lo", "w"], ["w", "e"], ["e", "r"], ["aa", "b"]]
PLAIN = {**BPE, "vocab": numbered(["<unk>", *LETTERS, "ab", "abc", "aa", "aaaa", "lo", "low", "we", "er", "aab", "lowest"]), "merges": MERGES}
UNIGRAM = {"type": "Unigram", "unk_id": 0, "byte_fallback": False, "vocab": [
    ["<unk>", 0.0], ["a", -2.0], ["b", -2.5], ["ab", -3.0], ["abc", -9.0], ["c", -3.5], ["bc", -3.0], ["lo", -4.0], ["low", -4.5], ["er", -4.0],
    ["w", -5.0], ["l", -5.0], ["o", -5.0], ["e", -5.0], ["r", -5.0], ["\u00e9", -6.0]]}
WORDPIECE = {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 12,
             "vocab": numbered(["[UNK]", "un", "##aff", "##able", "affable", "a", "##a", "##b", "##ab", "low", "##er", "\u00e9", "##\u00e9"])}
PIECES = ["abc", "aaaaa", "aaab", "lower", "lowest", "unaffable", "unaffabl", "abx", "a\u00e9b\u4f60\u597dc", "\u00e9\u00e9", "xyz!!", "aaaaaaaaaaab", "aaaaaaaaaaaab",
          "abcabcab", "\U0001f469a"]
MODELS = [
    PLAIN, {**PLAIN, "unk_token": "<unk>"}, {**PLAIN, "unk_token": "<unk>", "fuse_unk": True}, {**PLAIN, "ignore_merges": True},
    {**PLAIN, "byte_fallback": True, "unk_token": "<unk>", "vocab": numbered([*PLAIN["vocab"], *BYTES])},
    {**BPE, "end_of_word_suffix": "</w>", "unk_token": "<unk>", "vocab": numbered(["<unk>", *LETTERS, *(c + "</w>" for c in LETTERS), "lo", "er</w>", "ab"]),
     "merges": [["l", "o"], ["e", "r</w>"], ["a", "b"]]},
    {**BPE, "continuing_subword_prefix": "##", "unk_token": "<unk>", "vocab": numbered(["<unk>", *LETTERS, *("##" + c for c in LETTERS), "lo", "##er", "ab", "abc"]),
     "merges": [["l", "##o"], ["##e", "##r"], ["a", "##b"], ["ab", "##c"]]},
    UNIGRAM, {**UNIGRAM, "byte_fallback": True, "vocab": UNIGRAM["vocab"] + [[byte, -20.0] for byte in BYTES]},
    WORDPIECE, {**WORDPIECE, "continuing_subword_prefix": "", "max_input_chars_per_word": 100},
    {"type": "WordLevel", "unk_token": "[UNK]", "vocab": numbered(["[UNK]", "abc", "low"])},
]

WORDS = numbered(["[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "\u0120a", "\u0120b", "a\u0120", "\u0120"])


def special(token, kind):
    return {"SpecialToken": {"id": token, "type_id": kind}}


def sequence(name, kind):
    return {"Sequence": {"id": name, "type_id": kind}}


TEMPLATE = {"type": "TemplateProcessing", "single": [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0)],
            "pair": [special("[CLS]", 0), sequence("A", 0), special("[SEP]", 0), sequence("B", 1), special("[SEP]", 1)],
            "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}}
ROBERTA = {"type": "RobertaProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1], "trim_offsets": True, "add_prefix_space": True}
BYTELEVEL = {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}
POSTPROCESSORS = [
    TEMPLATE, {**TEMPLATE, "pair": [sequence("B", 2), special("[SEP]", 0), sequence("A", 1)]}, {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
    ROBERTA, {**ROBERTA, "trim_offsets": False}, {**ROBERTA, "add_prefix_space": False}, BYTELEVEL, {**BYTELEVEL, "add_prefix_space": False},
    {**BYTELEVEL, "trim_offsets": False}, {"type": "Sequence", "processors": [BYTELEVEL, TEMPLATE]}, None,
]
POST_TEXTS = [["a b", None], [" a b ", None], ["a b", "b"], [" a", " b c"], ["", "a"], ["", None], ["a  b", "c"]]
# WordLevel over byte-level pieces: the tokens have blanks to trim.
WORDS_PIPELINE = {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
                  "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": WORDS}}

DECODERS = [
    {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True}, {"type": "WordPiece", "prefix": "##", "cleanup": True},
    {"type": "WordPiece", "prefix": "##", "cleanup": False}, *({"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": scheme, "split": True} for scheme in ("always", "first", "never")),
    {"type": "BPEDecoder", "suffix": "</w>"}, {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
    {"type": "Replace", "pattern": {"Regex": "[a-c]+"}, "content": "."}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}, {"type": "Strip", "content": "a", "start": 1, "stop": 2},
    {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": True}, {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": False},
    {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
]
TOKENS = [
    ["Hello", ",", "world", "!"], ["un", "##aff", "##able", "do", "not", "'", "s"], ["\u2581a", "\u2581b", "c", "\u2581"], ["\u0120Hello", "\u0120w\u00c3\u00b6", "rld", "\u010a"],
    ["\u00e4\u00bd", "\u0142", "\u00ff", "plain", "\u00f0\u0141"], ["<0xE4>", "<0xBD>", "<0xA0>", "x", "<0xE4>", "<0xBD>", "y", "<0xZZ>", "<0xe4>"], ["lo", "wer</w>", "ab</w>", "c</w>"],
    ["h", "h", "<pad>", "e", "l", "<pad>", "l", "o", "|", "|", "w", "<pad>", "."], [" a", "aa", "abca", "  b"], ["I", "'m", "n't", "?", ".", ","], ["one"], [], ["", "a", ""],
    ["I", " 'm", " do not", " ."],
]

SPECIAL = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
PIPELINES = [
    {"normalizer": BERT, "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": {"type": "BertProcessing", "sep": ["##a", 6], "cls": ["a", 5]},
     "decoder": DECODERS[1], "model": WORDPIECE, "added_tokens": [{"id": 40, "content": "[MASK]", **SPECIAL, "lstrip": True}]},
    {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "first", "split": True},
     "decoder": DECODERS[3], "model": {**UNIGRAM, "vocab": UNIGRAM["vocab"] + [["\u2581", -3.0], ["\u2581low", -4.0]]},
     "added_tokens": [{"id": 18, "content": "<s>", **SPECIAL}, {"id": 19, "content": "Low Er", **SPECIAL, "normalized": True, "special": False},
                      {"id": 20, "content": "abc", **SPECIAL, "single_word": True, "rstrip": True, "special": False}]},
    {"normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Prepend", "prepend": "a"}, {"type": "Replace", "pattern": {"String": " "}, "content": "b"}]},
     "model": {**PLAIN, "byte_fallback": True, "unk_token": "<unk>", "vocab": numbered([*PLAIN["vocab"], *BYTES])}, "decoder": DECODERS[-1]},
]
PIPELINE_TEXTS = ["", "low er", "Low Er<s>lower", "abc abcd abc  lower", "unaffable [MASK] a", "H\u00e9 a\u00e9 e\u0301", "a\ufb01b \u2460", "\u4f60\u597d a", "  [MASK]  ab",
                  "aabc\U0001f469", "<s><s> a", "\u0130 A\u0327b"]


def tokenizer(parts):
    empty = {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {"[UNK]": 0}}
    return Tokenizer.from_str(json.dumps({"version": "1.0", "truncation": None, "padding": None, "added_tokens": [], "normalizer": None,
                                          "pre_tokenizer": None, "post_processor": None, "decoder": None, "model": empty, **parts}))


def tokens_of(made, encoding):
    """By the vocabulary: the library's own list has the source's text for an unknown token."""
    return [[i, made.id_to_token(i), *offsets] for i, offsets in zip(encoding.ids, encoding.offsets)]


def write(name, parts, questions, answer):
    lines = []
    for part in parts:
        cases = []
        for question in questions:
            try:
                if (found := answer(part, question)) is not None:
                    cases.append("  " + json.dumps([question, found]))
            except BaseException as fault:  # a few questions make the library panic: it has no answer
                if type(fault).__name__ != "PanicException":
                    raise
        lines.append('{"part": ' + json.dumps(part) + ', "cases": [\n' + ",\n".join(cases) + "]}")
    (HERE / f"{name}.json").write_text("[" + ",\n".join(lines) + "]\n")


def main():
    write("normalizers", NORMALIZERS, TEXTS, lambda part, text: tokenizer({"normalizer": part}).normalizer.normalize_str(text))
    write("pretokenizers", PRETOKENIZERS, TEXTS,
          lambda part, text: [[piece, *at] for piece, at in tokenizer({"pre_tokenizer": part}).pre_tokenizer.pre_tokenize_str(text)])

    def modelled(part, text):
        # A BPE without an unknown token drops characters, and the library's offsets of what follows slip to the left.
        if part["type"] == "BPE" and not part["unk_token"] and not set(text) <= set(part["vocab"]):
            return None
        made = tokenizer({"model": part})
        return tokens_of(made, made.encode(text))

    write("models", MODELS, PIECES, modelled)

    def processed(part, texts):
        encoding = tokenizer({**WORDS_PIPELINE, "post_processor": part}).encode(*(text for text in texts if text is not None))
        return [[i, kind, *at] for i, kind, at in zip(encoding.ids, encoding.type_ids, encoding.offsets)]

    write("postprocessors", POSTPROCESSORS, POST_TEXTS, processed)
    write("decoders", DECODERS, TOKENS, lambda part, tokens: tokenizer({"decoder": part}).decoder.decode(tokens))

    def encoded(part, text):
        made = tokenizer(part)
        encoding = made.encode(text)
        return {"tokens": tokens_of(made, encoding), "decoded": made.decode(encoding.ids)}

    write("pipelines", PIPELINES, PIPELINE_TEXTS, encoded)


main()
