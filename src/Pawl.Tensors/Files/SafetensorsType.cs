namespace Pawl.Tensors.Files;

/// <summary>Element types read and written here; the format knows more.</summary>
public enum SafetensorsType
{
    F32,
    I64,
    U8,
}
