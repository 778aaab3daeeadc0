// The PowerShell 5.1 that Windows brings along: prints pictures of pages, and asks the spooler about jobs.
// Values come as environment variables, never inside the script's text.

/** Prints QUAY_FOLDER/page-001.png … on A4 without a dialog, then writes the number of the job of that title. */
export const SUBMIT_SCRIPT = `
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Drawing
$pages = @(Get-ChildItem -LiteralPath $env:QUAY_FOLDER -Filter 'page-*.png' | Sort-Object Name)
$document = New-Object System.Drawing.Printing.PrintDocument
$document.PrinterSettings.PrinterName = $env:QUAY_PRINTER
if (-not $document.PrinterSettings.IsValid) { [Console]::Error.WriteLine('QUAY_NOT_FOUND'); exit 3 }
$document.PrinterSettings.Copies = [int16]$env:QUAY_COPIES
$document.DocumentName = $env:QUAY_TITLE
$document.PrintController = New-Object System.Drawing.Printing.StandardPrintController
$document.OriginAtMargins = $false
$a4 = $document.PrinterSettings.PaperSizes | Where-Object { $_.Kind -eq 'A4' } | Select-Object -First 1
if ($a4) { $document.DefaultPageSettings.PaperSize = $a4 }
$script:index = 0
$document.add_PrintPage({
  param($sender, $event)
  $picture = [System.Drawing.Image]::FromFile($pages[$script:index].FullName)
  $event.Graphics.TranslateTransform(-$event.PageSettings.HardMarginX, -$event.PageSettings.HardMarginY)
  $event.Graphics.DrawImage($picture, 0, 0, $event.PageBounds.Width, $event.PageBounds.Height)
  $picture.Dispose()
  $script:index++
  $event.HasMorePages = $script:index -lt $pages.Count
})
$document.Print()
$deadline = (Get-Date).AddSeconds(10)
do {
  $job = Get-PrintJob -PrinterName $env:QUAY_PRINTER | Where-Object { $_.DocumentName -eq $env:QUAY_TITLE } |
    Sort-Object Id | Select-Object -Last 1
  if ($job) { Write-Output $job.Id; exit 0 }
  Start-Sleep -Milliseconds 100
} while ((Get-Date) -lt $deadline)
Write-Output 'gone'
`;

export const LIST_SCRIPT = `
$default = (Get-CimInstance Win32_Printer | Where-Object { $_.Default } | Select-Object -First 1).Name
@(Get-Printer | ForEach-Object { @{
  name = $_.Name; description = "$($_.Comment)"; isDefault = ($_.Name -eq $default); status = "$($_.PrinterStatus)"
} }) | ConvertTo-Json -Compress -Depth 3
`;

export const STATUS_SCRIPT = `
$job = Get-PrintJob -PrinterName $env:QUAY_PRINTER -ID ([int]$env:QUAY_JOB) -ErrorAction SilentlyContinue
if ($job) { Write-Output "$($job.JobStatus)" } else { Write-Output 'gone' }
`;

export const FIND_SCRIPT = `
$job = Get-PrintJob -PrinterName $env:QUAY_PRINTER | Where-Object { $_.DocumentName -eq $env:QUAY_TITLE } |
  Sort-Object Id | Select-Object -Last 1
if ($job) { Write-Output $job.Id } else { Write-Output 'gone' }
`;

export const CANCEL_SCRIPT = `
Remove-PrintJob -PrinterName $env:QUAY_PRINTER -ID ([int]$env:QUAY_JOB) -ErrorAction SilentlyContinue
`;
