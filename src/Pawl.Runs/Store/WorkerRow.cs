using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>workers</c>, with the number of attempts it holds.</summary>
internal sealed class WorkerRow
{
    public string Id { get; set; } = "";
    public string Machine { get; set; } = "";
    public string Boot { get; set; } = "";
    public int Process { get; set; }
    public long Start { get; set; }
    public long StartedAt { get; set; }
    public long SeenAt { get; set; }
    public int Running { get; set; }

    public WorkerRecord ToRecord() =>
        new(new WorkerIdentity(Id, Machine, Boot, Process, Start), UnixTime.At(StartedAt), UnixTime.At(SeenAt), Running);
}
