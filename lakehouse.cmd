@echo off
rem Builds the command when its sources changed, then runs it. See 'lakehouse --help'.
rem The part below the line of hashes is PowerShell, which this part reads from this same file.
setlocal enableextensions
set "LH_ROOT=%~dp0"
set "LH_ROOT=%LH_ROOT:~0,-1%"
set "LH_SELF=%~f0"
powershell -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command "& ([scriptblock]::Create(((Get-Content -Raw -LiteralPath $env:LH_SELF) -split '#{20}', 2)[1]))"
if errorlevel 1 exit /b 2

if not defined LAKEHOUSE_HOME set "LAKEHOUSE_HOME=%LH_ROOT%"
if not defined LAKEHOUSE_COMMAND set "LAKEHOUSE_COMMAND=lakehouse"
"%LH_ROOT%\artifacts\launcher\bin\lakehouse.exe" %*
exit /b %errorlevel%

####################
$root = $env:LH_ROOT
$target = Join-Path $root 'artifacts\launcher'
$stamp = Join-Path $target 'stamp'
$program = Join-Path $target 'bin\lakehouse.exe'

function Test-Current {
    if (-not (Test-Path $program) -or -not (Test-Path $stamp)) { return $false }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $files = Get-ChildItem -Recurse -File -Include *.cs, *.csproj, *.props, *.targets, *.json `
        (Join-Path $root 'pipelines'), (Join-Path $root 'jobs'), (Join-Path $root 'infra\duckdb') |
        Where-Object { $_.FullName -notmatch '\\(node_modules|bin|obj)\\' }
    $files += Get-Item (Join-Path $root 'Directory.Build.props'), (Join-Path $root 'Directory.Packages.props'), (Join-Path $root 'global.json')
    return -not ($files | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

if (Test-Current) { exit 0 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine("LH9102: found no 'dotnet', expected the .NET 10 SDK, which builds the command. Install it from https://dotnet.microsoft.com/download.")
    exit 2
}

New-Item -ItemType Directory -Force $target | Out-Null
$lock = $null
while ($null -eq $lock) {
    try { $lock = [IO.File]::Open((Join-Path $target 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') } catch { Start-Sleep -Milliseconds 500 }
}
try {
    if (Test-Current) { exit 0 }
    [Console]::Error.WriteLine('Building the lakehouse command (once after each change of its sources) ...')
    $started = Get-Date
    $rid = if ($env:PROCESSOR_ARCHITECTURE -eq 'ARM64') { 'win-arm64' } else { 'win-x64' }
    $next = Join-Path $target 'next'
    $log = Join-Path $target 'build.log'
    $isBuilt = $false
    $compiler = "lakehouse-$PID"
    $env:DOTNET_TieredPGO = '0' # The compiler runs too briefly for what it would learn of itself to pay.
    foreach ($ahead in 'true', 'false') {
        Remove-Item -Recurse -Force $next -ErrorAction SilentlyContinue
        dotnet publish (Join-Path $root 'jobs\Lakehouse.Cli\Lakehouse.Cli.csproj') -c Release -r $rid --self-contained false `
            "-p:PublishReadyToRun=$ahead" -p:RunAnalyzers=false -p:EnableNETAnalyzers=false -p:GenerateDocumentationFile=false -p:DebugType=none -p:ProduceReferenceAssembly=false `
            -p:UseSharedCompilation=true "-p:SharedCompilationId=$compiler" -o $next -v q --nologo *> $log
        if ($LASTEXITCODE -eq 0) { $isBuilt = $true; break }
        if (-not (Select-String -Quiet -SimpleMatch 'crossgen' $log)) { break }
    }
    if (-not $isBuilt) {
        dotnet msbuild (Join-Path $root 'jobs\Lakehouse.Cli\Lakehouse.Cli.csproj') -t:EndCompilerServer "-p:SharedCompilationId=$compiler" -v:q -nologo *> $null
        [Console]::Error.WriteLine((Get-Content -Raw $log))
        [Console]::Error.WriteLine("LH9103: the build of the command ended with the errors above, expected none. They are also in $log.")
        exit 2
    }
    Remove-Item -Recurse -Force (Join-Path $target 'bin') -ErrorAction SilentlyContinue
    Move-Item $next (Join-Path $target 'bin')
    Set-Content -NoNewline $stamp ''
    (Get-Item $stamp).LastWriteTimeUtc = $started.ToUniversalTime()
    exit 0
}
finally {
    $lock.Dispose()
}
