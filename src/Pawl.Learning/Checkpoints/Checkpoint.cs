using System.Text.Json.Nodes;

namespace Pawl.Learning.Checkpoints;

/// <summary>A checkpoint whose every byte was verified.</summary>
public sealed class Checkpoint
{
    internal Checkpoint(string folder, CheckpointManifest manifest)
    {
        (Folder, Manifest) = (folder, manifest);
    }

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    public long Step => Manifest.Step;

    /// <summary>What retention compares, or null when nothing was measured at this step.</summary>
    public double? Metric => Manifest.Metric;

    /// <summary>True for one made because the training was asked to stop.</summary>
    public bool IsInterim => Manifest.IsInterim;

    /// <summary>What the training put in.</summary>
    public JsonObject State => Manifest.State;

    internal CheckpointManifest Manifest { get; }

    public bool Holds(string file) => Manifest.Files.ContainsKey(file);

    /// <exception cref="CheckpointException">The checkpoint holds no such file.</exception>
    public string PathOf(string file) =>
        Holds(file)
            ? Path.Combine(Folder, file)
            : throw new CheckpointException($"{Folder} holds no '{file}', only {string.Join(", ", Manifest.Files.Keys)}.");
}
