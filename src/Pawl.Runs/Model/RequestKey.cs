namespace Pawl.Runs.Model;

/// <summary>Names a request, so that sending it again, as after an answer that was lost, has no second effect.</summary>
/// <param name="Key">Chosen by the client, 1..255 characters.</param>
/// <param name="Fingerprint">Hash of what was asked: the same key with another one is a mistake of the client.</param>
public sealed record RequestKey(string Key, string Fingerprint);
