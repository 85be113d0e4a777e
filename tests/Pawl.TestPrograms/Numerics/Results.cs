using Pawl.Tensors;
using Pawl.Tensors.Files;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Named numbers that a work came to.</summary>
internal sealed class Results
{
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);

    public void Add(string name, ReadOnlySpan<float> values) => _values.Add(name, values.ToArray());

    public void Add(string name, Tensor tensor) => Add(name, tensor.Values);

    public IEnumerable<SafetensorsEntry> Entries =>
        _values.Select(pair => SafetensorsEntry.Of(pair.Key, new Tensor(new TensorShape(pair.Value.Length), pair.Value)));

    /// <summary>The first number that has other bits, or null. A NaN is a NaN, whatever its bits.</summary>
    public string? FirstDifference(Results other)
    {
        foreach (var (name, values) in _values)
        {
            var others = other._values[name];
            for (var i = 0; i < values.Length; i++)
            {
                var isSame = BitConverter.SingleToInt32Bits(values[i]) == BitConverter.SingleToInt32Bits(others[i]);
                if (!isSame && !(float.IsNaN(values[i]) && float.IsNaN(others[i])))
                {
                    return $"{name}[{i}]: {values[i]:g9} against {others[i]:g9}";
                }
            }
        }

        return null;
    }
}
