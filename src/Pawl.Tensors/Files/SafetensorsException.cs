namespace Pawl.Tensors.Files;

/// <summary>A safetensors file is torn, corrupt or not one at all.</summary>
public sealed class SafetensorsException(string message, Exception? inner = null) : Exception(message, inner);
