using System.Diagnostics;

namespace Pawl.Llm.Tests.Desk;

/// <summary>A running process of Pawl.TestPrograms whose lines are kept as they come. Killed on disposal if it still runs.</summary>
internal sealed class ChildRun : IDisposable
{
    private readonly Process _process;

    private ChildRun(Process process) => _process = process;

    public static ChildRun Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildRun(Process.Start(start)!);
    }

    public static ChildRun Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>SIGKILL: the process gets no chance to tidy up.</summary>
    public void Kill() => _process.Kill();

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    public async Task<(string[] Lines, string Errors, int ExitCode)> FinishAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (output.Split('\n', StringSplitOptions.RemoveEmptyEntries), await errors, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
