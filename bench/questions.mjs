// What both sides are asked besides compositions: the same texts for both.

/** One list of overrides for each kind of the language. */
export const OVERRIDE_KINDS = {
  'plain value': ['db.port=3306', 'name=some_text', 'lr=0.001', 'flag=true', 'key=null'],
  'group and package': ['db=mysql', 'db@source=mysql', '+db@backup=postgres', '~db', 'model/optimizer=adam'],
  'add, force, delete': ['+new.key=1', '++other.key=x', '~old.key', '~old.key=3', '+a.b.c=[]'],
  quoted: ["note='some, text'", 'note="it\'s here"', "path='/a/b c'", "note='\\'q\\''"],
  list: ['tags=[a,b,c]', 'grid=[[1,2],[3,4]]', 'mix=[1,2.5,true,null,x]'],
  dict: ['node={a:1,b:2}', 'node={a:{b:{c:1}}}', 'node={a:[1,2],b:{c:x}}'],
  interpolation: ['dir=${hydra:runtime.cwd}/x', 'a=${b.c}', 'a=${oc.env:HOME,none}'],
  'choice sweep': ['lr=1,2,3', 'db=mysql,postgres', 'lr=choice(0.1,0.2,0.3)'],
  'function sweep': ['x=range(0,10)', 'x=range(0,1,0.1)', 'x=interval(0,1)', 'db=glob(*,exclude=my*)'],
  'cast and sort': ['x=int(3.2)', 'x=sort(3,2,1)', 'x=str([1,2])', 'x=tag(t,choice(a,b))'],
}

export const MILLION_JOBS = ['run.id=range(0,100)', 'run.steps=range(0,100)', 'z=range(0,100)']

export function interpolations(kind, count) {
  if (kind === 'chain') {
    const links = Array.from({ length: count }, (_, at) => `k${at}: \${k${at + 1}}`)
    return `${links.join('\n')}\nk${count}: end\n`
  }
  const value = { simple: (at) => `\${base.n${at % 100}}`, resolver: (at) => `\${oc.select:base.n${at % 100},0}` }[kind]
  const base = Array.from({ length: 100 }, (_, at) => `  n${at}: ${at}`)
  return `base:\n${base.join('\n')}\n${Array.from({ length: count }, (_, at) => `v${at}: ${value(at)}`).join('\n')}\n`
}

/** A config of so many leaves, in maps of twenty. */
export function leaves(count, salt = 0) {
  const values = ['adam', '0.001', 'true', 'null', "'1'", 'some words here', '17', 'a/b/c.txt', '"yes"', '[1, 2, 3]']
  const lines = []
  for (let at = 0; at < count; at++) {
    if (at % 20 === 0) lines.push(`group${at / 20}:`)
    lines.push(`  key${at}: ${values[(at + salt) % values.length]}`)
  }
  return `${lines.join('\n')}\n`
}
