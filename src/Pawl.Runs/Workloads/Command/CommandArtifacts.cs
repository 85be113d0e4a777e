using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;

namespace Pawl.Runs.Workloads.Command;

/// <summary>Copies the files a command left into the run's <c>artifacts</c> folder and registers them.</summary>
internal static class CommandArtifacts
{
    /// <returns>How many were saved, and what could not be.</returns>
    public static async Task<(int Saved, IReadOnlyList<string> Faults)> CollectAsync(
        IRunContext context,
        string workingFolder,
        CancellationToken cancellation
    )
    {
        var saved = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<string>();
        // A pattern such as **/*.json must not pick up the runs themselves where the data root lies inside the working folder.
        var dataRoot = Path.GetFullPath(context.DataRoot);
        foreach (var pattern in context.Spec.TextList(CommandSchema.Artifacts))
        {
            var names = ArtifactGlob.Parse(pattern).Find(workingFolder, folder => Path.GetFullPath(folder) == dataRoot);
            if (names.Count == 0)
            {
                context.Log(RunLogLevel.Warning, $"No file below {workingFolder} matches the artifact pattern '{pattern}'.");
            }

            foreach (var name in names.Where(saved.Add))
            {
                try
                {
                    await SaveAsync(context, workingFolder, name, cancellation);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArtifactPathException)
                {
                    faults.Add($"{name}: {error.Message}");
                    context.Log(RunLogLevel.Error, $"Artifact {name} could not be saved: {error.Message}");
                }
            }
        }

        return (saved.Count - faults.Count, faults);
    }

    private static async Task SaveAsync(IRunContext context, string workingFolder, string name, CancellationToken cancellation)
    {
        if (ArtifactPath.Fault(name) is { } fault)
        {
            throw new ArtifactPathException(name, fault);
        }

        var source = Path.Combine(workingFolder, name);
        await AtomicFile.WriteAsync(
            Path.Combine(context.Folder.Artifacts, name),
            async (target, token) =>
            {
                await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await file.CopyToAsync(target, token);
            },
            cancellation
        );
        context.ArtifactSaved(name, ArtifactType.KindOf(name));
    }
}
