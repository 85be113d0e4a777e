using System.Diagnostics;

namespace Pawl.Runs.Tests;

/// <summary>A running process of Pawl.TestPrograms, with its standard streams. Killed on disposal if it still runs.</summary>
internal sealed class TestProgram : IDisposable
{
    private readonly Process _process;

    private TestProgram(Process process) => _process = process;

    public int Id => _process.Id;

    public static TestProgram Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Pawl.TestPrograms"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new TestProgram(Process.Start(start)!);
    }

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    public void OpenGate() => _process.StandardInput.WriteLine("go");

    /// <summary>SIGKILL: the process gets no chance to tidy up.</summary>
    public void Kill() => _process.Kill();

    /// <summary>The rest of its output, once it has exited.</summary>
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
