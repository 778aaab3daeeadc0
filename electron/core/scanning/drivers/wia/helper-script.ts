// The helper: Windows PowerShell, which every Windows has, speaking to WIA's automation interface. It decides nothing;
// it does one order a line and says what came of it.

/** Windows PowerShell 5.1. ASCII only; kept short: it is passed on the command line, which holds 32,767 characters. */
const HELPER_SCRIPT = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$utf8 = New-Object System.Text.UTF8Encoding($false)
$reader = New-Object System.IO.StreamReader([Console]::OpenStandardInput(), $utf8)
$writer = New-Object System.IO.StreamWriter([Console]::OpenStandardOutput(), $utf8)
$writer.AutoFlush = $true
$script:device = $null
$script:item = $null
$script:wanted = @()

function Say($answer) { $writer.WriteLine((ConvertTo-Json -Compress -Depth 6 -InputObject $answer)) }

function Find-Property($properties, $id) {
  foreach ($property in $properties) { if ($property.PropertyID -eq $id) { return $property } }
  return $null
}

function Get-Status {
  if ($null -eq $script:device) { return $null }
  try {
    $property = Find-Property $script:device.Properties 3087
    if ($null -eq $property) { return $null }
    return [int]$property.Value
  } catch { return $null }
}

function Say-Fault($record) {
  $exception = $record.Exception
  while ($null -ne $exception.InnerException) { $exception = $exception.InnerException }
  Say @{ event = 'fault'; hresult = ('0x{0:X8}' -f $exception.HResult); status = (Get-Status) }
}

function Get-Properties($properties) {
  $found = New-Object System.Collections.ArrayList
  foreach ($property in $properties) {
    if ($script:wanted -notcontains $property.PropertyID) { continue }
    $one = @{ id = [int]$property.PropertyID; isReadOnly = [bool]$property.IsReadOnly }
    # Some drivers list properties that they cannot read: such a one counts as having no value.
    try { $one['value'] = $property.Value } catch { $one['value'] = $null }
    if ($property.SubType -eq 1) {
      $one['min'] = $property.SubTypeMin; $one['max'] = $property.SubTypeMax; $one['step'] = $property.SubTypeStep
    }
    if (($property.SubType -eq 2) -or ($property.SubType -eq 3)) {
      $one['values'] = @(foreach ($value in $property.SubTypeValues) { $value })
    }
    [void]$found.Add($one)
  }
  return ,$found
}

function Say-Description($answer) {
  Say @{ event = $answer; device = (Get-Properties $script:device.Properties); item = (Get-Properties $script:item.Properties) }
}

function Step-List {
  $manager = New-Object -ComObject WIA.DeviceManager
  foreach ($info in $manager.DeviceInfos) {
    if ($info.Type -ne 1) { continue }
    $vendor = Find-Property $info.Properties 3
    $model = Find-Property $info.Properties 7
    $one = @{ event = 'device'; id = [string]$info.DeviceID; vendor = $null; model = $null }
    if ($null -ne $vendor) { $one.vendor = [string]$vendor.Value }
    if ($null -ne $model) { $one.model = [string]$model.Value }
    Say $one
  }
  Say @{ event = 'listed' }
}

function Step-Open($order) {
  $script:wanted = @($order.wanted)
  $manager = New-Object -ComObject WIA.DeviceManager
  foreach ($info in $manager.DeviceInfos) {
    if ($info.DeviceID -eq $order.deviceId) { $script:device = $info.Connect() }
  }
  if ($null -eq $script:device) { Say @{ event = 'fault'; hresult = '0x80210015'; status = $null }; return }
  if ($order.showsDialog) {
    $dialog = New-Object -ComObject WIA.CommonDialog
    $items = $dialog.ShowSelectItems($script:device, 0, 131072, $true, $true, $true)
    $script:item = $items.Item(1)
  } else {
    $script:item = $script:device.Items.Item(1)
  }
  Say-Description 'opened'
}

function Step-Apply($order) {
  foreach ($write in $order.writes) {
    if ($write.on -eq 'device') { $owner = $script:device.Properties } else { $owner = $script:item.Properties }
    $property = Find-Property $owner $write.id
    if ($null -ne $property) { $property.Value = [int]$write.value }
  }
  Say-Description 'applied'
}

function Step-Next($order) {
  $image = $script:item.Transfer($order.format)
  $bytes = [byte[]]$image.FileData.BinaryData
  $status = Get-Status
  if ($null -eq $status) { $status = 'null' }
  $writer.Write('{"event":"page","status":' + $status + ',"base64":"')
  $writer.Write([Convert]::ToBase64String($bytes))
  $writer.WriteLine('"}')
  [void][System.Runtime.InteropServices.Marshal]::ReleaseComObject($image)
}

while ($null -ne ($line = $reader.ReadLine())) {
  try {
    $order = ConvertFrom-Json $line
    switch ($order.task) {
      'list' { Step-List }
      'open' { Step-Open $order }
      'apply' { Step-Apply $order }
      'next' { Step-Next $order }
      'close' { exit 0 }
    }
  } catch { Say-Fault $_ }
}
`;

export interface HelperProgram {
  command: string;
  args: readonly string[];
}

/**
 * An encoded command is not subject to the execution policy for script files. The apartment must be single threaded for
 * the driver's own dialog.
 */
export function helperProgram(windowsFolder = process.env["SystemRoot"] ?? "C:\\Windows"): HelperProgram {
  return {
    command: `${windowsFolder}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`,
    args: [
      ...["-NoLogo", "-NoProfile", "-NonInteractive", "-Sta"],
      // Our lines are ours: PowerShell is not to read them as its own serialised objects.
      ...["-InputFormat", "None", "-OutputFormat", "Text"],
      ...["-EncodedCommand", encodeCommand(HELPER_SCRIPT)],
    ],
  };
}

// PowerShell reads UTF-16.
function encodeCommand(script: string): string {
  return Buffer.from(script, "utf16le").toString("base64");
}
