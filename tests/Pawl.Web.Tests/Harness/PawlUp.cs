using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Pawl.Web.Tests.Harness;

/// <summary>The program itself, as a person starts it: <c>pawl up</c> in a process of its own, on a data root of its own.</summary>
internal sealed partial class PawlUp : IAsyncDisposable
{
    /// <summary>Generous: the machine may be building at the same time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "pawl");

    private readonly StringBuilder _output = new();
    private readonly bool _ownsRoot;
    private Process? _process;

    private PawlUp(string dataRoot, bool ownsRoot) => (DataRoot, _ownsRoot) = (dataRoot, ownsRoot);

    public string DataRoot { get; }

    /// <value>The address to open that it printed, with its one-time token.</value>
    public Uri Printed { get; private set; } = null!;

    public Uri Address => new(Printed, "/");

    public int ProcessId => _process!.Id;

    /// <param name="dataRoot">Null makes a new one, which goes with this object.</param>
    /// <param name="breakViews">Views that fail on purpose, as <c>PAWL_BREAK_VIEWS</c> lists them.</param>
    public static async Task<PawlUp> StartAsync(string? dataRoot = null, string breakViews = "", params string[] arguments)
    {
        var up = new PawlUp(dataRoot ?? Directory.CreateTempSubdirectory("pawl-up-").FullName, dataRoot is null);
        await up.LaunchAsync(port: 0, breakViews, arguments);
        return up;
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and starts it again on the same port.</summary>
    public async Task KillAndRestartAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        await LaunchAsync(Address.Port, "", []);
    }

    /// <summary>A signed-in page. Windows of one browser share its cookies: pass the context of the first for a second one.</summary>
    public async Task<IPage> OpenAsync(Browser browser, string path = "/")
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(Printed.ToString());
        if (path != "/")
        {
            await page.GotoAsync(new Uri(Address, path).ToString());
        }

        return page;
    }

    /// <returns>Resident memory of the server process in bytes.</returns>
    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{ProcessId}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(Number().Match(line).Value, CultureInfo.InvariantCulture) * 1024;
    }

    /// <returns>Processor time of the server process so far. Fields 14 and 15 of <c>stat</c> are ticks of 10 ms.</returns>
    public TimeSpan ProcessorTime()
    {
        var stat = File.ReadAllText($"/proc/{ProcessId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(
            10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        if (_ownsRoot)
        {
            Directory.Delete(DataRoot, recursive: true);
        }
    }

    private async Task LaunchAsync(int port, string breakViews, string[] arguments)
    {
        lock (_output)
        {
            _output.Clear();
        }

        var start = new ProcessStartInfo(Executable, ["up", "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments])
        {
            WorkingDirectory = DataRoot,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PAWL_HOME"] = DataRoot;
        start.Environment["PAWL_BREAK_VIEWS"] = breakViews;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Printed = await PrintedAddressAsync();
    }

    private async Task<Uri> PrintedAddressAsync()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Patience && !_process!.HasExited)
        {
            if (Url().Match(Text()) is { Success: true } match)
            {
                return new Uri(match.Value);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"pawl up printed no address within {Patience}. It said:\n{Text()}");
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private string Text()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    [GeneratedRegex(@"https?://\S+\?token=\S+")]
    private static partial Regex Url();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
