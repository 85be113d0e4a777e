using Pawl.Tensors.Autograd;
using Pawl.Tensors.Files;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Modules;

/// <summary>All numbers of a model: the parameters that training moves, and the buffers that go with them.</summary>
/// <remarks>
/// Only the parameters have gradients, and an optimizer is given them alone; a file must hold both, or evaluation of the model
/// read from it would differ. Names are those of PyTorch's state dict.
/// </remarks>
public sealed class ModelState
{
    // PyTorch counts batches beside its running statistics; with a fixed momentum nothing depends on the count.
    private const string BatchCount = ".num_batches_tracked";

    private readonly NamedTensor[] _buffers;

    /// <param name="seed">
    /// Parameter i draws from stream i of this key: the same declarations give the same numbers, and parameters declared later
    /// leave those before as they were.
    /// </param>
    /// <exception cref="ArgumentException">Two tensors have one name.</exception>
    public ModelState(ModelDeclaration declaration, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        Parameters = new ParameterSet([.. declaration.Parameters.Select(parameter => (parameter.Name, parameter.Shape))]);
        _buffers = [.. declaration.Buffers.Select(buffer => new NamedTensor(buffer.Name, new Tensor(buffer.Shape)))];
        var names = Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < _buffers.Length; i++)
        {
            if (!names.Add(_buffers[i].Name))
            {
                throw new ArgumentException($"Names of a model's tensors must differ: '{_buffers[i].Name}' is declared twice.");
            }

            _buffers[i].Value.Values.Fill(declaration.Buffers[i].Initial);
        }

        for (var i = 0; i < Parameters.Count; i++)
        {
            declaration.Parameters[i].Initial.Fill(Parameters[i].Value.Values, new Philox4x32(seed, (ulong)i));
        }
    }

    public ParameterSet Parameters { get; }

    public IReadOnlyList<NamedTensor> Buffers => _buffers;

    /// <exception cref="KeyNotFoundException">There is no buffer of that name.</exception>
    public Tensor Buffer(string name) =>
        Array.Find(_buffers, buffer => buffer.Name == name)?.Value
        ?? throw new KeyNotFoundException($"No buffer '{name}'; there are: {string.Join(", ", _buffers.Select(buffer => buffer.Name))}.");

    /// <summary>Copies of all tensors, for a file.</summary>
    public IEnumerable<SafetensorsEntry> ToEntries() =>
        Parameters
            .Select(parameter => SafetensorsEntry.Of(parameter.Name, parameter.Value))
            .Concat(_buffers.Select(buffer => SafetensorsEntry.Of(buffer.Name, buffer.Value)));

    /// <summary>Copies all tensors in. Nothing is changed when the file does not fit.</summary>
    /// <exception cref="SafetensorsException">A tensor is missing, one is not this model's, or a shape differs.</exception>
    public void Load(Safetensors file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var targets = Parameters
            .Select(parameter => new NamedTensor(parameter.Name, parameter.Value))
            .Concat(_buffers)
            .ToDictionary(target => target.Name, target => target.Value, StringComparer.Ordinal);
        var stranger = file.Entries.Keys.FirstOrDefault(name =>
            !targets.ContainsKey(name) && !name.EndsWith(BatchCount, StringComparison.Ordinal)
        );
        if (stranger is not null)
        {
            throw new SafetensorsException($"The file holds '{stranger}', which this model has not.");
        }

        foreach (var (name, target) in targets)
        {
            RequireFit(file[name], target);
        }

        foreach (var (name, target) in targets)
        {
            file[name].CopyTo(target);
        }
    }

    private static void RequireFit(SafetensorsEntry entry, Tensor target)
    {
        if (entry.Floats.Length != target.Length || !entry.Dimensions.SequenceEqual(target.Shape.ToArray().Select(size => (long)size)))
        {
            throw new SafetensorsException(
                $"Tensor '{entry.Name}' has shape ({string.Join(", ", entry.Dimensions)}) in the file: expected {target.Shape}."
            );
        }
    }

    internal RunningStatistics RunningStatistics(string name) => new(Buffer($"{name}.running_mean"), Buffer($"{name}.running_var"));
}
