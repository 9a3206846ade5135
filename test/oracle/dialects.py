"""What the dialects answer differently: the same questions to whichever Hydra is installed, a line of JSON each."""


import recorded_lines
import reference

SWEEPS = [
    "x=range(0,1,0.25)",
    "x=range(0,1,0.1)",
    "x=range(0.5,0.9,0.1)",
    "x=range(-0.3,0.3,0.1)",
    "x=sort(range(1,10,2),reverse=true)",
    "x=sort(range(10,1))",
    "x=int(range(1.5,4.5))",
    "x=float(range(1,4))",
    "x=float(int(range(1.5,4.5)))",
    "x=int(tag(a,choice(1.5,2.5)))",
    "x=json_str(1,x)",
]

KEYS = [
    "tags[0]=z",
    "db[port]=5",
    "~a.b[0].c-d",
    "+a\\.b=1",
    "a\\=b=1",
    "1.2[0]=1",
    "a[b\\]c]=1",
    "a=extend_list(c,[d])",
    "a=json_str(x)",
    'a=json_str({a:1,b:[x,"y é",null,1.5,inf]})',
    "+a=extend_list(1)",
    "a=json_str(1,null)",
    "a=json_str(range(3))",
    "a=json_str()",
    "a=choice(extend_list(1))",
    "1[0]=1",
    "[0]=1",
    "a[]=1",
    "a[0]@b=1",
    "a/b[0]=1",
    "a\\.b/c=1",
    "a\\\\.b=1",
    "a[0]b=1",
    "++a[b.c]=1",
    "a[0",
    "a[0].01=2",
]

TREE = {
    "config.yaml": 'defaults: [foo: bar/baz, _self_]\ntext: "\\U0001F600"\n',
    "foo/bar/baz.yaml": "x: 1\n",
    "up.yaml": "defaults: [../foo/bar/baz]\n",
    "null.yaml": "defaults: null\n",
    "word.yaml": "defaults: [foo db: bar/baz]\n",
}

VALUES = {
    "config.yaml": "a: ${d}\nd: {k: 1}\nn: null\nm: ???\ntags: [x, y]\n2: two\nlast: ${tags.-1}\nint: ${2}\n"
    "above: ${oc.select:..nothing}\n",
    "alike.yaml": "1: a\n'1': b\n",
    "missing.yaml": "m: ???\nof: ${m}\n",
    "escaped.yaml": "m: \\???\nof: ${m}\nin: x${m}\nl: ['\\\\???', \"\\\\???\", 'x\\???']\nn: 1\n",
}
EDITS = [
    [],
    ["~m", "tags[0]=z"],
    ["~m", "tags=extend_list(c,[d])"],
    ["~m", "tags=extend_list([c,d])"],
    ["~m", "~tags.0"],
    ["~m", "~tags[-1]"],
    ["~m", "a.k=5"],
    ["~m", "+d\\.k=5"],
    ["~m", "++tags[1]=q"],
    ["~m", "n=json_str({a:1})"],
    ["~n"],
    ["~n=null"],
    ["~m"],
    ["~d=null"],
    ["~n.x"],
]

ALIASED = {
    "config.yaml": "defaults: [db: mysql, _self_]\n"
    "hydra: {aliases: {'rate, r': lr, fast: lr=9, big: db=pg}}\nlr: 1\n",
    "db/mysql.yaml": "port: 1\n",
    "db/pg.yaml": "port: 2\n",
    "other.yaml": "defaults: [aliased]\n",
    "aliased.yaml": "# @package _global_\nhydra: {aliases: {a: b}}\n",
    "signed.yaml": "hydra: {aliases: {a: +b}}\n",
}
ALIASES = [["rate=3"], ["r=3"], ["fast"], ["++fast"], ["big"], ["rate=3", "~r"], ["rate"], ["++hydra.aliases.x=y"]]

LISTS = {
    "config.yaml": "defaults: [a: x, override a: y, override a: z]\n",
    "a/x.yaml": "v: x\n",
    "a/y.yaml": "v: y\n",
    "a/z.yaml": "v: z\n",
    "slashed.yaml": "defaults: [m: b/c]\n",
    "m/b/c.yaml": "defaults: [n: d]\n",
    "m/n/d.yaml": "v: 1\n",
    "gone.yaml": "v: 1\n",
    "old/name.yml": "v: 1\n",
    "met.yaml": "defaults: [old: name]\n",
}


# What of an answer is kept: of an override what it is, of a composition what it comes to.
KEPT = ["type", "key_or_group", "value", "sweep", "sweep_error", "choices", "override_dirname", "yaml"]
KEPT += ["yaml_resolved", "resolve_error"]


def questions():
    for text in SWEEPS + KEYS:
        yield "parse_override", {"text": text}
    for config in ["config", "up", "null", "word"]:
        yield composed(TREE, config)
    for overrides in EDITS:
        yield composed(VALUES, "config", overrides)
    yield composed(VALUES, "alike")
    yield composed(VALUES, "missing")
    for overrides in [[], ["n=\\???"], ["n='\\???'"], ["n=[x,'\\???']"], ["of=a", "m=???"]]:
        yield composed(VALUES, "escaped", overrides)
    for overrides in ALIASES:
        yield composed(ALIASED, "config", overrides)
    yield composed(ALIASED, "other")
    yield composed(ALIASED, "signed")
    for config in ["config", "slashed", "met"]:
        yield composed(LISTS, config)
    yield composed(LISTS, "gone", ["~gone"])
    yield composed(TREE, "config", version_base="1.1")


def composed(tree, config, overrides=(), version_base=None):
    question = {"tree": tree, "config_name": config, "overrides": list(overrides), "version_base": version_base}
    return "compose", question | {"run_mode": "RUN"}


def recorded():
    return recorded_lines.recorded("hydra", (answered(op, question) for op, question in questions()))


def answered(op, question):
    try:
        answer = getattr(reference, op)(**question)
        return {"op": op, "question": question, "ok": {key: answer[key] for key in KEPT if key in answer}}
    except Exception as error:
        return {"op": op, "question": question, "error": {"type": type(error).__name__}}
