using System.Text;

namespace Pawl.Runs.Durability;

/// <summary>
/// Replaces whole files so that a reader, or a restart after the process or the machine died at any moment, finds the old content or the
/// new one and never a mix: temporary name in the same folder, flush to disk, rename, flush of the folder.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void WriteText(string path, string text) => WriteBytes(path, Utf8.GetBytes(text));

    public static void WriteBytes(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes through a callback. When it throws, the old content stays and nothing is left behind.</summary>
    /// <param name="path">The file to create or replace; missing folders above it are created.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = Begin(path);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Commit(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc cref="Write"/>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var temporary = Begin(path);
        try
        {
            await using (
                var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16, useAsync: true)
            )
            {
                await write(stream, cancellation);
                await stream.FlushAsync(cancellation);
                stream.Flush(flushToDisk: true);
            }

            Commit(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string Begin(string path)
    {
        var full = Path.GetFullPath(path);
        DurableFolder.Create(Path.GetDirectoryName(full)!);
        return TemporaryName.For(full);
    }

    private static void Commit(string temporary, string path)
    {
        File.Move(temporary, path, overwrite: true);
        DurableNative.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
