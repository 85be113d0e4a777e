using System.ComponentModel;
using System.Diagnostics;

namespace Pawl.Runs.Manifests;

/// <summary>Asks the <c>git</c> program, where there is one, what a folder stands at.</summary>
public static class GitReader
{
    /// <summary>A repository on a slow network disk must not hold up a run.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <returns>Null when the folder is in no repository, there is no git, or it took too long.</returns>
    public static async Task<ManifestGit?> ReadAsync(string folder, TimeProvider time, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var commit = await AskAsync(folder, ["rev-parse", "HEAD"], both.Token);
            var changes = commit is null ? null : await AskAsync(folder, ["status", "--porcelain", "--no-renames"], both.Token);
            return commit is null || changes is null ? null : new ManifestGit(commit.Trim(), changes.Length > 0);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<string?> AskAsync(string folder, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            // Reading must neither take the index lock from a git that works there nor ask for a password.
            Environment = { ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_TERMINAL_PROMPT"] = "0" },
        };
        using var git = Start(start);
        if (git is null)
        {
            return null;
        }

        try
        {
            git.StandardInput.Close();
            var errors = git.StandardError.ReadToEndAsync(cancellation);
            var output = await git.StandardOutput.ReadToEndAsync(cancellation);
            await errors;
            await git.WaitForExitAsync(cancellation);
            return git.ExitCode == 0 ? output : null;
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
