/** The file of spec evtx-format §15: raw deflate, base64; inflates to 69,632 bytes. */
export const TEST_VECTOR =
  '7di/ixxlGAfw78zO7q3h2JxJLaKFP1JYKHZpzrsLF0xEiWnEZqK7ZHHvDnIbQ7rEpAhpBMHC6uwEG61N4x9gZRmwsrFRKyuL0dnscku4q4wI8vk07/LOs+/z' +
  '/nhmYGZrMjo3ngzzuP68vZWkSCdZK/Kk3ZqWfwYAAAD4121NRhtXdz/K4u1+0a481rbfAVIm21Vy0P/9vX+at83z1av3quW+n8vk/c7R8Xc7yUHnya//1DFj' +
  'vr7U/215dMzOMf2fHtF/8ZjYF8r/9vzPnEm2y8Nzzvd3fr1//mFxsiiyWmy+9vzTixm2v0eX79344usHP/z0W5MHRdJGFU3zTXG4wO9Wu9nKxxlmN9O2Zoqm' +
  '+WVps/be7eVSbmY/0wyz00asN83FpW37o15ZGuF8Nv8ulReT9Bbn8PLDE3kn11NnknFGGWeYa9lPMijSKwdJryqa5qV5SbXu1CvZyNXU2c1uhpm0ebtFJxdS' +
  '50qq9aZ5Y6kavnyln0sZ5oNcz7WMM83NJM+2k1gUxuhCL5ezP0v9aI6DMqc7beKDHNbx5idPLS1mM3WmqWeL7mR9Xtet+3vV0tXn2kyLcn/z8ypvpc5O2s90' +
  '7aTfzjgfphx00q/WqzwzH+fk4l9tzEZ2ZjFViqro5sQ8phx0c7uqqvRm93NvlmE1p1Oln36KrOV2PlsrHj0HuqeS/Fgldc7mSnt6s91LprmRvUXJbJeeowAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/xd/AQ==';
