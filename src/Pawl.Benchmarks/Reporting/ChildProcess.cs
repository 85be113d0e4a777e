using System.Diagnostics;

namespace Pawl.Benchmarks.Reporting;

/// <summary>A program that runs to its end, or is killed with all it started when the report is stopped.</summary>
public static class ChildProcess
{
    /// <param name="environment">Variables to set beside those of this process.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the program has ended by then.</exception>
    public static async Task<ChildOutcome> RunAsync(
        string executable,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo(executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            var error = await complaints;
            await process.WaitForExitAsync(cancellation);
            return new ChildOutcome(process.ExitCode, output, error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }
}
