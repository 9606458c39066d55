"""Writes expected.json: what Pillow 12.0.0 and the image processors of transformers 4.57.6 make of a made-up picture.

Run in an environment with both: python recipe.py > expected.json
"""
import json
import numpy as np
from PIL import Image
from transformers import DeiTImageProcessor, ViTImageProcessor


def picture(width, height):
    y, x, c = np.meshgrid(range(height), range(width), range(3), indexing="ij")
    return Image.fromarray(((x * 37 + y * 59 + c * 101 + x * y * 7) % 256).astype(np.uint8))


def resized(width, height, to, resample):
    return {"from": [width, height], "to": to, "resample": resample,
            "rgb": np.asarray(picture(width, height).resize(to, resample)).flatten().tolist()}


def prepared(kind, width, height, config):
    processor = {"vit": ViTImageProcessor, "deit": DeiTImageProcessor}[kind](**config)
    written = json.loads(processor.to_json_string())
    pixels = processor(picture(width, height))["pixel_values"][0]
    return {"from": [width, height], "config": written, "shape": list(pixels.shape),
            "values": [float(v) for v in np.asarray(pixels, dtype=np.float32).flatten()]}


if __name__ == "__main__":
    resizes = [resized(23, 17, to, r) for r in range(6) for to in ([9, 7], [29, 21])]
    resizes += [resized(23, 17, [23, 8], 3), resized(23, 17, [11, 17], 2), resized(40, 3, [5, 5], 3)]
    processed = [
        prepared("vit", 23, 17, {"size": {"height": 8, "width": 6}}),
        prepared("vit", 23, 17, {"size": 8, "resample": 3, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}),
        prepared("vit", 9, 12, {"do_resize": False, "do_rescale": False, "image_mean": [127.5] * 3, "image_std": [127.5] * 3}),
        prepared("vit", 9, 12, {"do_resize": False, "do_normalize": False, "rescale_factor": 0.01}),
        prepared("deit", 23, 17, {"size": 12, "crop_size": {"height": 7, "width": 9}}),
        prepared("deit", 23, 17, {"size": [9, 6], "crop_size": 11}),
    ]
    print(json.dumps({"resized": resizes, "prepared": processed}))
