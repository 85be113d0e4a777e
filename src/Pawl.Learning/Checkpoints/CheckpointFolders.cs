using System.Globalization;
using System.Security.Cryptography;

namespace Pawl.Learning.Checkpoints;

/// <summary>Finds and verifies checkpoint folders without changing anything: safe while a training writes beside it.</summary>
public static class CheckpointFolders
{
    private const string Prefix = "step-";

    /// <summary>The steps that have a folder, newest first, good or not.</summary>
    public static IReadOnlyList<long> Steps(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder, $"{Prefix}*")
                    .Select(path => Path.GetFileName(path)[Prefix.Length..])
                    .Where(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    .Select(name => long.Parse(name, CultureInfo.InvariantCulture))
                    .OrderDescending(),
            ]
            : [];

    /// <summary>Opens the checkpoint of a step and verifies every byte of it.</summary>
    /// <param name="folder">The folder that holds the checkpoints.</param>
    /// <param name="identity">What the training calls itself; null accepts any.</param>
    /// <exception cref="CheckpointException">It is torn, changed, of another version or of another training; the text says which.</exception>
    public static Checkpoint Open(string folder, long step, string? identity = null)
    {
        var path = Path.Combine(folder, CheckpointManifest.FolderName(step));
        try
        {
            var manifest = CheckpointManifest.Parse(File.ReadAllBytes(Path.Combine(path, CheckpointManifest.FileName)));
            Verify(path, step, manifest, identity);
            return new Checkpoint(path, manifest);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(fault.Message, fault);
        }
    }

    /// <summary>The newest good checkpoint, or null; bad ones are passed over.</summary>
    /// <param name="onBad">Gets the step and the reason of each bad one met.</param>
    public static Checkpoint? Latest(string folder, string? identity = null, Action<long, string>? onBad = null)
    {
        foreach (var step in Steps(folder))
        {
            try
            {
                return Open(folder, step, identity);
            }
            catch (CheckpointException fault)
            {
                onBad?.Invoke(step, fault.Message);
            }
        }

        return null;
    }

    /// <summary>The best good checkpoint by the retention of the newest one, or the newest when none was measured; null when there is none.</summary>
    public static Checkpoint? Best(string folder, CheckpointRetention retention, string? identity = null)
    {
        var good = new List<Checkpoint>();
        foreach (var step in Steps(folder))
        {
            try
            {
                good.Add(Open(folder, step, identity));
            }
            catch (CheckpointException)
            {
                continue;
            }
        }

        var measured = good.Where(checkpoint => !checkpoint.IsInterim)
            .ToDictionary(checkpoint => new CheckpointEntry(checkpoint.Step, checkpoint.Metric));
        var best = (retention with { KeepLast = 0, KeepBest = 1 }).Keep(measured.Keys);
        return best.Count > 0 ? measured[best[0]] : good.FirstOrDefault();
    }

    private static void Verify(string path, long step, CheckpointManifest manifest, string? identity)
    {
        if (manifest.Step != step)
        {
            throw new CheckpointException($"its folder says step {step}, its content step {manifest.Step}");
        }

        if (identity is not null && manifest.Identity != identity)
        {
            throw new CheckpointException($"it belongs to another training: identity {manifest.Identity}, expected {identity}");
        }

        var present = Directory
            .EnumerateFileSystemEntries(path)
            .Select(file => Path.GetFileName(file))
            .Where(name => name != CheckpointManifest.FileName);
        if (present.Except(manifest.Files.Keys).FirstOrDefault() is { } stranger)
        {
            throw new CheckpointException($"it holds '{stranger}', which its {CheckpointManifest.FileName} does not know");
        }

        foreach (var (name, expected) in manifest.Files)
        {
            using var stream = File.OpenRead(Path.Combine(path, name));
            if (stream.Length != expected.Bytes)
            {
                throw new CheckpointException($"'{name}' has {stream.Length} bytes, expected {expected.Bytes}");
            }

            var actual = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (actual != expected.Sha256)
            {
                throw new CheckpointException($"'{name}' has the hash {actual}, expected {expected.Sha256}");
            }
        }
    }
}
