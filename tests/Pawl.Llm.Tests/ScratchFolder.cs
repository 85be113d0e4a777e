namespace Pawl.Llm.Tests;

/// <summary>A new empty folder, removed at the end of the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("pawl-llm-").FullName;

    public string this[string relativePath] => Path.Combine(Root, relativePath);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
