namespace Pawl.Learning.Checkpoints;

/// <param name="Step">The step it stands at.</param>
/// <param name="Folder">Absolute path.</param>
/// <param name="Sha256">Hash over the whole folder, lower-case hex.</param>
public sealed record SavedCheckpoint(long Step, string Folder, string Sha256);
