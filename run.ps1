# Starts Relman Desktop from a checkout on Windows; what is missing is set up first. The same as ./run elsewhere.
#
#   .\run.ps1 [PATH] [BASE..HEAD]       the window (also --diff FILE, and every other option of relman-desktop)
#   .\run.ps1 relman ARGUMENT...        the command line
#   .\run.ps1 test [PYTEST ARGUMENT...] the tests; with CI=true the slow ones too
#
# If scripts are blocked:  powershell -ExecutionPolicy Bypass -File run.ps1
# Exit status 2: something is missing, and one line says what to do. 3: an installation failed.
# It holds to Windows PowerShell 5.1, where a program's standard error must not be an error of ours.
$ErrorActionPreference = 'Continue'

$Words = @($args)
$Root = $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$VenvPython = Join-Path $Venv 'Scripts\python.exe'
$Unfinished = Join-Path $Venv 'unfinished'

function Say([string]$Text) { [Console]::Error.WriteLine($Text) }

function Stop-With([int]$Status, [string]$Text) {
    Say $Text
    exit $Status
}

function Find-Python { # the first that is new enough and can make an environment
    $Check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
    $Candidates = @(@('py', '-3.11'), @('py', '-3.12'), @('py', '-3.13'), @('py', '-3'), @('python'), @('python3'))
    foreach ($Candidate in $Candidates) {
        if (-not (Get-Command $Candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $Options = @($Candidate | Select-Object -Skip 1)
        & $Candidate[0] @Options -c $Check *> $null
        if ($LASTEXITCODE -eq 0) { return , $Candidate }
    }
    Stop-With 2 'Python 3.11 or newer is needed: install it from python.org or the Microsoft Store, then start again.'
}

function Get-Key { # changes when the environment must be made or filled anew; no Python starts for it
    $Hashes = 'pyproject.toml', 'constraints.txt' | ForEach-Object { (Get-FileHash (Join-Path $Root $_)).Hash }
    $Made = Get-Content (Join-Path $Venv 'pyvenv.cfg') -Encoding UTF8 -ErrorAction SilentlyContinue
    return (@($Hashes) + $Root + @($Made)) -join "`n"
}

function Test-Ready([string]$Name) {
    $Stamp = Join-Path $Venv "ready-$Name"
    if (-not ((Test-Path $VenvPython) -and (Test-Path $Stamp))) { return $false }
    return (Get-Content $Stamp -Raw -Encoding UTF8) -ceq (Get-Key)
}

function Invoke-Logged([string]$What, [string]$Program, [string[]]$Arguments) {
    $Log = Join-Path ([IO.Path]::GetTempPath()) "relman-desktop-$([guid]::NewGuid()).log"
    & $Program @Arguments *> $Log
    if ($LASTEXITCODE -ne 0) { Stop-With 3 "$What failed; its log is $Log" }
    Remove-Item $Log
}

function Test-Usable { # an environment that was finished once, and whose Python is still there
    if ((Test-Path $Unfinished) -or -not (Test-Path $VenvPython)) { return $false }
    & $VenvPython -m pip --version *> $null
    return $LASTEXITCODE -eq 0
}

function Install-Project([string]$Project) {
    $Before = $env:PIP_CONSTRAINT, $env:PIP_BUILD_CONSTRAINT
    Push-Location $Root
    try {
        $env:PIP_CONSTRAINT = 'constraints.txt'       # for the build's own packages too
        $env:PIP_BUILD_CONSTRAINT = 'constraints.txt' # what pip 25.3 and later read instead
        Invoke-Logged 'Installing Python packages' $VenvPython `
            @('-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '-e', $Project)
    } finally {
        $env:PIP_CONSTRAINT, $env:PIP_BUILD_CONSTRAINT = $Before
        Pop-Location
    }
}

function Install-Venv([string[]]$Names, [string]$Project) {
    # "unfinished" stands from the first byte to the last, so that a start that was stopped is made anew.
    $Python = Find-Python
    if ((Test-Path $Venv) -and -not (Test-Usable)) { Remove-Item $Venv -Recurse -Force }
    New-Item $Venv -ItemType Directory -Force | Out-Null
    New-Item $Unfinished -ItemType File -Force | Out-Null
    Remove-Item (Join-Path $Venv 'ready-*')
    if (-not (Test-Path $VenvPython)) {
        Invoke-Logged "Making $Venv" $Python[0] (@($Python | Select-Object -Skip 1) + @('-m', 'venv', $Venv))
    }
    Install-Project $Project
    foreach ($Name in $Names) { Set-Content (Join-Path $Venv "ready-$Name") (Get-Key) -NoNewline -Encoding UTF8 }
    Remove-Item $Unfinished
}

function Initialize-Checkout([string]$Name) { # app|test
    if (-not (Get-Command git -ErrorAction SilentlyContinue)) {
        Stop-With 2 'Git is needed: install it from git-scm.com, then start again.'
    }
    if (Test-Ready $Name) { return }
    Say 'Setting up Relman Desktop (once, about a minute)...'
    if ($Name -eq 'test') { Install-Venv @('app', 'test') '.[test,package]' } else { Install-Venv @('app') '.' }
}

function Start-Tests([string[]]$Options) {
    $Before = $env:QT_QPA_PLATFORM
    if (-not $Before) { $env:QT_QPA_PLATFORM = 'offscreen' }
    if ($env:CI -cne 'true') { $Options = @('-m', 'not slow') + $Options }
    Push-Location $Root
    try { & $VenvPython -m pytest -n 2 @Options } finally {
        $env:QT_QPA_PLATFORM = $Before
        Pop-Location
    }
}

$First = if ($Words.Count -gt 0) { $Words[0] } else { '' }
$Rest = @($Words | Select-Object -Skip 1)
if ($First -ceq 'test') {
    Initialize-Checkout 'test'
    Start-Tests $Rest
} elseif ($First -ceq 'relman') {
    Initialize-Checkout 'app'
    & (Join-Path $Venv 'Scripts\relman.exe') @Rest
} else {
    Initialize-Checkout 'app'
    # python.exe and not relman-desktop.exe: a console waits for it and shows what it prints. -P keeps the folder
    # in which we are started, which may be anybody's repository, off Python's import path.
    & $VenvPython -P -m relman_desktop @Words
}
exit $LASTEXITCODE
