namespace Pawl.Learning.Checkpoints;

/// <summary>A checkpoint folder that cannot be used: torn, changed, of another version or of another training.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
