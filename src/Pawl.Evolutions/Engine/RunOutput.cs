using Pawl.Evolutions.Store;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions.Engine;

/// <summary>
/// Writes the finished lines where they are wanted: as the run's artifact and, when the spec names one, as the output file. Each file is
/// replaced whole. A run that was stopped leaves <c>.part</c> files, which the end of a later attempt takes away.
/// </summary>
internal sealed class RunOutput(EvolutionReader reader, RunFolder folder, string? output)
{
    private const string Lines = "evolutions.jsonl";
    private const string Findings = "quarantine.jsonl";
    private const int PageOfFindings = 1000;

    /// <summary>The folder must exist before hours of work end there.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(folder.Artifacts);
        if (output is not null)
        {
            DurableFolder.Create(Path.GetDirectoryName(output)!);
        }
    }

    /// <returns>How many lines were written.</returns>
    public long WriteWhole(IRunContext context, CancellationToken cancellation)
    {
        var lines = Write(Path.Combine(folder.Artifacts, Lines), cancellation);
        context.ArtifactSaved(Lines, "table");
        if (output is not null)
        {
            Write(output, cancellation);
        }

        foreach (var part in Parts())
        {
            File.Delete(part);
        }

        WriteFindings(context);
        return lines;
    }

    /// <returns>Where the lines so far are.</returns>
    public (string Path, long Lines) WritePart(CancellationToken cancellation)
    {
        var path = Parts().Last();
        return (path, Write(path, cancellation));
    }

    private IEnumerable<string> Parts()
    {
        yield return Path.Combine(folder.Root, Lines + ".part");
        if (output is not null)
        {
            yield return output + ".part";
        }
    }

    private long Write(string path, CancellationToken cancellation)
    {
        var lines = 0L;
        AtomicFile.Write(
            path,
            stream =>
            {
                // Not disposed: that would close the file before it is flushed to disk.
                var buffered = new BufferedStream(stream, 1 << 20);
                lines = reader.WriteLines(buffered, cancellation);
                buffered.Flush();
            }
        );
        return lines;
    }

    private void WriteFindings(IRunContext context)
    {
        var path = Path.Combine(folder.Artifacts, Findings);
        // One that an earlier attempt left is emptied, not taken away: the run's record names it.
        if (reader.QuarantineKinds().Count == 0 && !File.Exists(path))
        {
            return;
        }

        AtomicFile.Write(path, stream => QuarantineFile.Write(stream, reader, PageOfFindings));
        context.ArtifactSaved(Findings, "table");
    }
}
