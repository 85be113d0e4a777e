namespace Pawl.Runs.Events;

/// <summary>An append-only fact about a run.</summary>
/// <param name="Position">Increases over the whole database, without gaps: what consumers' cursors count.</param>
/// <param name="Sequence">From 1 within the run, without gaps.</param>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Attempt">The attempt it is about; 0 when it is about the run alone.</param>
/// <param name="Data">A JSON object, as text: the hash covers its exact bytes.</param>
/// <param name="PreviousHash">Hash of the run's event before; empty for the first.</param>
/// <param name="Hash">See <see cref="EventHash"/>; lower-case hex.</param>
public sealed record EventRecord(
    long Position,
    string RunId,
    long Sequence,
    DateTimeOffset Time,
    string Type,
    int Attempt,
    string Data,
    string PreviousHash,
    string Hash
);
