-- Run by `nvim --headless -c 'luafile …'` in a folder with a tree: opens a config with the language server behind, asks as a user would,
-- and writes what it got as JSON. Speaks the oldest API of Neovim that it meets, 0.7.
local out = os.getenv('HYDRACONF_OUT')
local function finish(answers)
  local file = io.open(out, 'w')
  file:write(vim.fn.json_encode(answers))
  file:close()
  vim.cmd('qall!')
end

local answers = { version = vim.fn.matchstr(vim.fn.execute('version'), 'NVIM v\\zs[0-9.]*') }
local function run()
  vim.cmd('edit conf/config.yaml')
  local root = vim.fn.getcwd()
  local id = vim.lsp.start_client({
    name = 'hydraconf',
    cmd = { os.getenv('HYDRACONF_NODE'), os.getenv('HYDRACONF_COMMAND'), 'lsp', '--stdio' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = 'tree' } },
  })
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, id)

  local function wait(what)
    if not vim.wait(90000, what, 20) then
      answers.gave_up = true
      finish(answers)
    end
  end
  local function ask(method, line, character)
    local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
    local replies = vim.lsp.buf_request_sync(buffer, method, params, 90000)
    for _, reply in pairs(replies or {}) do
      return reply.result
    end
  end
  local function messages()
    local found = {}
    for _, each in ipairs(vim.diagnostic.get(buffer)) do
      table.insert(found, each.lnum + 1 .. ':' .. each.col + 1 .. ' ' .. tostring(each.code))
    end
    return found
  end

  wait(function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  answers.diagnostics = messages()
  answers.completion = {}
  for _, item in ipairs(ask('textDocument/completion', 1, 8)) do
    table.insert(answers.completion, item.label)
  end

  -- Types the right name: the problem goes.
  vim.api.nvim_buf_set_text(buffer, 1, 8, 1, 14, { 'mysql' })
  wait(function()
    return #vim.diagnostic.get(buffer) == 0
  end)
  answers.mended = messages()
  answers.hover = ask('textDocument/hover', 4, 10).contents.value
  answers.definition = ask('textDocument/definition', 1, 9)
end

local ok, reason = pcall(run)
if not ok then
  answers.failed = tostring(reason)
end
finish(answers)
