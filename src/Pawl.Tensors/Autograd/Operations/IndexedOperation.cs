namespace Pawl.Tensors.Autograd.Operations;

/// <summary>An operation that keeps a copy of the integers it was given.</summary>
internal abstract class IndexedOperation : Operation
{
    private int[] _indices = [];
    private int _count;

    protected ReadOnlySpan<int> Indices => _indices.AsSpan(0, _count);

    public void Keep(ReadOnlySpan<int> indices)
    {
        if (_indices.Length < indices.Length)
        {
            _indices = new int[indices.Length];
        }

        indices.CopyTo(_indices);
        _count = indices.Length;
    }
}
