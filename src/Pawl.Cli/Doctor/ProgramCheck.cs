using System.Diagnostics;

namespace Pawl.Cli.Doctor;

/// <summary>Programs Pawl works without and uses when they are there.</summary>
internal static class ProgramCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly (string Program, string Use)[] Programs =
    [
        ("git", "manifests then name the commit a run was started from"),
        ("python3", "command runs of Python programs"),
        ("psql", "PostgreSQL, when one machine is not enough"),
        ("sbatch", "Slurm, when one machine is not enough"),
        ("mpirun", "MPI, when one machine is not enough"),
        ("chromium", "browser tests of the workbench"),
    ];

    public static async Task<IReadOnlyList<Finding>> LookAsync(TimeProvider time, CancellationToken cancellation) =>
        await Task.WhenAll(Programs.Select(entry => LookAsync(entry.Program, entry.Use, time, cancellation)));

    private static async Task<Finding> LookAsync(string program, string use, TimeProvider time, CancellationToken cancellation)
    {
        var path = Find(program);
        if (path is null)
        {
            return new Finding(program, Verdict.Absent, "not installed", $"Optional: {use}.");
        }

        var version = await VersionAsync(path, time, cancellation);
        return new Finding(program, Verdict.Ok, version is null ? path : $"{version} at {path}");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    /// <summary>First line of <c>PROGRAM --version</c>; null when it fails or takes too long.</summary>
    private static async Task<string?> VersionAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(path, ["--version"])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            try
            {
                var complaints = process.StandardError.ReadToEndAsync(both.Token);
                var text = await process.StandardOutput.ReadToEndAsync(both.Token);
                await complaints;
                await process.WaitForExitAsync(both.Token);
                return process.ExitCode == 0 ? text.Split('\n')[0].Trim() : null;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
