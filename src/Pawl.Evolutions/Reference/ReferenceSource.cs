using System.Reflection;

namespace Pawl.Evolutions.Reference;

/// <summary>Where the files of the reference data lie: a folder, or inside this program.</summary>
internal abstract class ReferenceSource
{
    /// <summary>For messages.</summary>
    public abstract string Name { get; }

    /// <summary>Null when there is no such file.</summary>
    /// <param name="path">Inside the folder, with <c>/</c>.</param>
    public abstract byte[]? Read(string path);

    /// <summary>Paths of every file below a folder, sorted.</summary>
    /// <param name="folder">Such as <c>prompts/contexts</c>; empty for all.</param>
    public abstract IReadOnlyList<string> List(string folder);

    public static ReferenceSource Of(string? folder) => folder is null ? new EmbeddedSource() : new FolderSource(folder);

    private sealed class FolderSource(string folder) : ReferenceSource
    {
        public override string Name => folder;

        public override byte[]? Read(string path)
        {
            var full = Path.Combine(folder, path);
            return File.Exists(full) ? File.ReadAllBytes(full) : null;
        }

        public override IReadOnlyList<string> List(string below)
        {
            var start = Path.Combine(folder, below);
            return !Directory.Exists(start)
                ? []
                :
                [
                    .. Directory
                        .EnumerateFiles(start, "*", SearchOption.AllDirectories)
                        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
                        .Order(StringComparer.Ordinal),
                ];
        }
    }

    private sealed class EmbeddedSource : ReferenceSource
    {
        private const string Prefix = "reference/";

        private static readonly Assembly Home = typeof(EmbeddedSource).Assembly;

        public override string Name => "this program";

        public override byte[]? Read(string path)
        {
            using var stream = Home.GetManifestResourceStream(Prefix + path);
            if (stream is null)
            {
                return null;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }

        public override IReadOnlyList<string> List(string below) =>
            [
                .. Home.GetManifestResourceNames()
                    .Where(name => name.StartsWith(Prefix + below, StringComparison.Ordinal))
                    .Select(name => name[Prefix.Length..])
                    .Order(StringComparer.Ordinal),
            ];
    }
}
