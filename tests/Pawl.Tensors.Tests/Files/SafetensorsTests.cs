using System.Buffers.Binary;
using System.Text;
using Pawl.Tensors.Files;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Tests.Files;

public sealed class SafetensorsTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = Safetensors.Parse(Sample().ToBytes());

        Assert.Equal(["a.bytes", "b.floats", "c.longs", "d.empty"], read.Entries.Keys);
        Assert.Equal([1f, float.NaN, -0f, 4f, 5f, 6f], read["b.floats"].Floats.ToArray());
        Assert.Equal([2L, 3L], read["b.floats"].Dimensions);
        Assert.Equal([long.MinValue, 7L], read["c.longs"].Longs.ToArray());
        Assert.Equal("é \"quoted\"", read.Metadata["note"]);
        Assert.Empty(read["d.empty"].Floats.ToArray());
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_the_order()
    {
        var sample = Sample();
        var reversed = new Safetensors(sample.Entries.Values.Reverse(), sample.Metadata.Reverse());

        Assert.Equal(sample.ToBytes(), reversed.ToBytes());
    }

    [Fact]
    public void Data_starts_on_a_multiple_of_8_after_the_header()
    {
        var bytes = Sample().ToBytes();
        var header = BinaryPrimitives.ReadInt64LittleEndian(bytes);

        Assert.Equal(0, header % 8);
        Assert.Equal((byte)'{', bytes[8]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":1}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"__metadata__":{"k":1}}""", 0)]
    [InlineData("""[]""", 0)]
    [InlineData("""{""", 0)]
    public void Bad_headers_are_refused(string header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));

        Assert.Throws<SafetensorsException>(() => Safetensors.Parse(bytes));
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_without_reading_it()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);

        Assert.Throws<SafetensorsException>(() => Safetensors.Parse(bytes));
    }

    [Fact]
    public void A_cut_file_is_always_refused()
    {
        var bytes = Sample().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<SafetensorsException>(() => Safetensors.Parse(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Changed_bytes_give_a_file_or_the_one_exception()
    {
        var original = Sample().ToBytes();
        for (ulong seed = 0; seed < 5000; seed++)
        {
            var random = new Philox4x32(seed);
            var bytes = (byte[])original.Clone();
            for (var i = random.NextInt32(4); i >= 0; i--)
            {
                // Mostly in the header, where changes matter.
                bytes[random.NextInt32(random.NextInt32(4) == 0 ? bytes.Length : Math.Min(bytes.Length, 300))] = (byte)
                    random.NextInt32(256);
            }

            var exception = Record.Exception(() => Safetensors.Parse(bytes).ToBytes());

            Assert.True(exception is null or SafetensorsException, $"seed {seed}: {exception}");
        }
    }

    [Fact]
    public void A_tensor_of_another_shape_does_not_take_the_numbers()
    {
        var exception = Assert.Throws<SafetensorsException>(() => Sample()["b.floats"].CopyTo(new Tensor(new TensorShape(3, 2))));

        Assert.Contains("(2, 3)", exception.Message);
        Assert.Contains("(3, 2)", exception.Message);
    }

    private static Safetensors Sample() =>
        new(
            [
                SafetensorsEntry.Of("c.longs", [long.MinValue, 7]),
                SafetensorsEntry.Of("b.floats", new Tensor(new TensorShape(2, 3), [1, float.NaN, -0f, 4, 5, 6])),
                new SafetensorsEntry("a.bytes", SafetensorsType.U8, [3], new byte[] { 1, 2, 3 }),
                SafetensorsEntry.Of("d.empty", new Tensor(new TensorShape(0, 4))),
            ],
            new Dictionary<string, string> { ["note"] = "é \"quoted\"", ["format"] = "pawl" }
        );
}
