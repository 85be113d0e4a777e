using System.Collections;
using Pawl.Tensors.Memory;

namespace Pawl.Tensors;

/// <summary>All parameters of a model: values in one flat buffer, gradients in another of the same layout.</summary>
/// <remarks>Every parameter starts on a 64-byte boundary; the few floats of padding between are zero and stay zero.</remarks>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private readonly Parameter[] _parameters;
    private readonly Tensor _flatValues;
    private readonly Tensor _flatGradients;

    /// <summary>Lays out zeroed parameters in the order given.</summary>
    /// <exception cref="ArgumentException">Two parameters have the same name, or there are more elements than one buffer holds.</exception>
    public ParameterSet(IReadOnlyList<(string Name, TensorShape Shape)> declarations)
    {
        ArgumentNullException.ThrowIfNull(declarations);
        var offsets = new int[declarations.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        for (var i = 0; i < declarations.Count; i++)
        {
            if (!names.Add(declarations[i].Name))
            {
                throw new ArgumentException($"Parameter names must differ: '{declarations[i].Name}' is declared twice.");
            }

            offsets[i] = (int)Math.Min(total, int.MaxValue);
            total += (declarations[i].Shape.Length + 15L) / 16 * 16;
        }

        if (total > Array.MaxLength)
        {
            throw new ArgumentException($"The parameters take {total} floats; one flat buffer holds at most {Array.MaxLength}.");
        }

        var values = new NativeBuffer((int)total);
        var gradients = new NativeBuffer((int)total);
        _flatValues = Tensor.View(values, 0, new TensorShape((int)total));
        _flatGradients = Tensor.View(gradients, 0, new TensorShape((int)total));
        Chunks = [.. declarations.Zip(offsets).SelectMany(pair => ParameterChunk.Cut(pair.Second, pair.First.Shape))];
        _parameters = new Parameter[declarations.Count];
        for (var i = 0; i < declarations.Count; i++)
        {
            var (name, shape) = declarations[i];
            _parameters[i] = new Parameter(name, Tensor.View(values, offsets[i], shape), Tensor.View(gradients, offsets[i], shape));
            ElementCount += shape.Length;
        }
    }

    public int Count => _parameters.Length;

    /// <summary>Trainable numbers in all parameters together.</summary>
    public long ElementCount { get; }

    public Parameter this[int index] => _parameters[index];

    public Parameter this[string name] =>
        Array.Find(_parameters, parameter => parameter.Name == name)
        ?? throw new KeyNotFoundException(
            $"No parameter '{name}'; there are: {string.Join(", ", _parameters.Select(parameter => parameter.Name))}."
        );

    public void ZeroGradients() => _flatGradients.Values.Clear();

    /// <summary>The flat buffers cut into units of work; parameters of two sets of the same declarations lie alike.</summary>
    internal ParameterChunk[] Chunks { get; }

    internal unsafe float* FlatValues => _flatValues.Data;

    internal unsafe float* FlatGradients => _flatGradients.Data;

    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _parameters.GetEnumerator();
}
